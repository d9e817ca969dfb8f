package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code tokenizer.json} may say, by the table {@code components.json}: for each component
 * its forms, for each form its parameters, for each parameter its values. Where the table names a
 * kind, such as {@code $a token}, the {@link Vocabulary} decides. All else is refused: there are
 * values that end the process in native code, and only those in use are known not to.
 */
final class KnownParts {
  private static final JsonObject TABLE = load();
  private static final int MOST_IN_A_SEQUENCE = 8;
  private static final int HASHED_FROM = 256;

  private final TokenizerSource source;
  private final Vocabulary vocabulary;

  KnownParts(TokenizerSource source, Vocabulary vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
  }

  /**
   * Checks a component, which may be a sequence of others, but not of sequences.
   *
   * @param kind such as {@code normalizer}
   */
  void requireComponent(String kind, JsonElement component) {
    requireComponent(kind, component, "$." + kind, true);
  }

  private void requireComponent(String kind, JsonElement given, String path, boolean mayBeMany) {
    JsonObject types = TABLE.getAsJsonObject(kind);
    String type = typeOf(given);
    JsonElement forms = types.get(type);
    if (forms == null || (!mayBeMany && forms.isJsonPrimitive())) {
      throw source.refused(
          path + ".type", given instanceof JsonObject ? type : given, names(types, mayBeMany));
    }
    JsonObject component = given.getAsJsonObject();
    if (forms instanceof JsonPrimitive members) {
      requireSequence(kind, component, members.getAsString(), path);
    } else {
      requireOneForm(component, forms.getAsJsonArray(), path);
    }
  }

  private static String typeOf(JsonElement given) {
    return given instanceof JsonObject object
            && object.get("type") instanceof JsonPrimitive type
            && type.isString()
        ? type.getAsString()
        : "no type";
  }

  private static String names(JsonObject types, boolean mayBeMany) {
    return types.entrySet().stream()
        .filter(type -> mayBeMany || type.getValue().isJsonArray())
        .map(type -> type.getKey())
        .collect(Collectors.joining(", "));
  }

  private void requireSequence(String kind, JsonObject sequence, String members, String path) {
    JsonElement list = sequence.get(members);
    if (!(list instanceof JsonArray array)
        || array.size() > MOST_IN_A_SEQUENCE
        || sequence.size() != 2) {
      throw source.refused(
          path, sequence, "a list '%s' of at most %d".formatted(members, MOST_IN_A_SEQUENCE));
    }
    for (int i = 0; i < array.size(); i++) {
      requireComponent(kind, array.get(i), "%s.%s[%d]".formatted(path, members, i), false);
    }
  }

  /** Checks an object that has no type, such as an added token. */
  void requireObject(String kind, JsonElement given, String path) {
    JsonArray forms = TABLE.getAsJsonArray(kind);
    if (!(given instanceof JsonObject object)) {
      throw source.refused(path, given, "an object of " + parameters(forms));
    }
    requireOneForm(object, forms, path);
  }

  /** The first form that has the parameters and values; the last one says what is wrong. */
  private void requireOneForm(JsonObject component, JsonArray forms, String path) {
    InvalidCheckpointException refusal = null;
    for (JsonElement form : forms) {
      refusal = refusal(component, form.getAsJsonObject(), path);
      if (refusal == null) {
        return;
      }
    }
    if (forms.size() > 1) {
      throw source.refused(path, component, forms.toString());
    }
    throw Objects.requireNonNull(refusal);
  }

  private @Nullable InvalidCheckpointException refusal(
      JsonObject component, JsonObject form, String path) {
    for (String name : component.keySet()) {
      JsonElement value = component.get(name);
      if (name.equals("type")) {
        continue;
      }
      JsonArray allowed = form.getAsJsonArray(name);
      if (allowed == null) {
        return source.refused(path, "a parameter " + name, parameters(List.of(form)));
      }
      if (allowed.asList().stream().noneMatch(one -> isAllowed(value, one))) {
        return source.refused(path + "." + name, value, inWords(allowed));
      }
    }
    for (String name : form.keySet()) {
      JsonArray allowed = form.getAsJsonArray(name);
      if (!component.has(name) && isRequired(allowed)) {
        return source.refused(path, "no parameter " + name, inWords(allowed));
      }
    }
    return null;
  }

  /** What the vocabulary decides has no default. */
  private static boolean isRequired(JsonArray allowed) {
    return isKind(allowed.get(0)) && !allowed.get(0).getAsString().equals("$anything");
  }

  private static String parameters(Iterable<JsonElement> forms) {
    JsonObject form = forms.iterator().next().getAsJsonObject();
    return form.isEmpty() ? "none" : String.join(", ", form.keySet());
  }

  private static String inWords(JsonArray allowed) {
    return allowed.asList().stream()
        .map(one -> isKind(one) ? one.getAsString().substring(1) : one.toString())
        .collect(Collectors.joining(", "));
  }

  private static boolean isKind(JsonElement allowed) {
    return allowed instanceof JsonPrimitive text
        && text.isString()
        && text.getAsString().startsWith("$");
  }

  private boolean isAllowed(JsonElement value, JsonElement allowed) {
    if (isKind(allowed)) {
      return isOfKind(value, allowed.getAsString().substring(1));
    }
    if (value instanceof JsonPrimitive text
        && text.isString()
        && text.getAsString().length() >= HASHED_FROM) {
      return allowed.equals(new JsonPrimitive("sha256:" + sha256(text.getAsString())));
    }
    return value.equals(allowed);
  }

  private boolean isOfKind(JsonElement value, String kind) {
    return switch (kind) {
      case "anything" -> true;
      case "a token" ->
          value instanceof JsonPrimitive token
              && token.isString()
              && vocabulary.id(token.getAsString()) != null;
      case "an id" -> vocabulary.hasId(value);
      case "a token and its id" ->
          value instanceof JsonArray pair
              && pair.size() == 2
              && vocabulary.isTokenWithId(pair.get(0), pair.get(1));
      case "tokens and their ids" ->
          value instanceof JsonObject tokens
              && tokens.entrySet().stream()
                  .allMatch(entry -> isTemplateToken(entry.getKey(), entry.getValue()));
      case "a template" -> Template.isKnown(value, vocabulary);
      default -> throw new IllegalStateException(kind);
    };
  }

  private boolean isTemplateToken(String token, JsonElement given) {
    Integer id = vocabulary.id(token);
    return id != null && given.equals(Template.token(token, id));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static JsonObject load() {
    try (InputStream table = KnownParts.class.getResourceAsStream("components.json");
        Reader reader =
            new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
