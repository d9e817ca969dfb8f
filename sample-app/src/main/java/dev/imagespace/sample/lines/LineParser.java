package dev.imagespace.sample.lines;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one line. It walks tokens rather than build a tree, since an id is echoed letter by letter:
 * a number of any size or spelling comes back as it was sent. The files of whoever sends lines to
 * standard input are theirs to read. For one line.
 */
final class LineParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LineReader.LONGEST).build())
          // Whoever sends a picture where JSON is due is not sent it back.
          .errorReportConfiguration(
              ErrorReportConfiguration.builder().maxErrorTokenLength(16).build())
          .build();

  /** Of what is repeated of a line. */
  private static final int LONGEST_REPEATED = 100;

  private String id = "null";
  private @Nullable String readId;
  private @Nullable String image;
  private @Nullable String text;
  private @Nullable String problem;
  private boolean hasPart;
  private final List<String> names = new ArrayList<>();

  private LineParser() {}

  static ParsedLine parse(InputLine line) {
    return new LineParser().read(line);
  }

  private ParsedLine read(InputLine line) {
    try {
      if (line.tooLong()) {
        problem = "the line is longer than %d MiB".formatted(LineReader.LONGEST >> 20);
      } else {
        read(decode(line.bytes()));
      }
    } catch (CharacterCodingException e) {
      problem = "the line is not UTF-8";
    } catch (JacksonException e) {
      problem = "not valid JSON: " + cut(firstLine(e.getOriginalMessage()));
    }
    return problem == null ? item() : new ParsedLine(id, null, problem);
  }

  private void read(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problem = "not a JSON object such as {\"id\": 1, \"text\": \"a red car\"}";
        return;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        commitId();
        field(parser, json);
      }
      commitId();
      if (parser.nextToken() != null) {
        problem = "more than one JSON value on the line";
      }
    }
  }

  private void field(JsonParser parser, String json) {
    String name = parser.currentName();
    parser.nextToken();
    switch (name) {
      case "id" -> readId = raw(parser, json);
      case "image" -> image = string(name, parser);
      case "text" -> text = string(name, parser);
      default -> {
        names.add(name);
        parser.skipChildren();
      }
    }
  }

  /** Only once something follows it: in a line that is cut off, 12 may have been 123. */
  private void commitId() {
    id = readId == null ? id : readId;
  }

  /** A carriage return is the one break of lines that may still stand between tokens. */
  private static String raw(JsonParser parser, String json) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    return json.substring(start, end).replace('\r', ' ').strip();
  }

  private @Nullable String string(String name, JsonParser parser) {
    hasPart = true;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (token != JsonToken.VALUE_NULL && problem == null) {
      problem = "'%s' must be a string; given %s".formatted(name, kind(token));
    }
    parser.skipChildren();
    return null;
  }

  private ParsedLine item() {
    if (!hasPart) {
      String given = names.isEmpty() ? "" : "; given " + cut(String.join(", ", names));
      return new ParsedLine(id, null, "neither 'image' nor 'text'" + given);
    }
    if (image == null && text == null) {
      return new ParsedLine(id, null, "neither 'image' nor 'text' has a value");
    }
    if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return new ParsedLine(id, null, "'text' holds half of a surrogate pair");
    }
    try {
      ImageSource source = image == null ? null : ImageSource.parseTrusted(image);
      return new ParsedLine(id, new ImageData(source, text), null);
    } catch (ImageRejectedException e) {
      return new ParsedLine(id, null, String.valueOf(e.getMessage()));
    }
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "a number";
    };
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    // Some shells begin a pipe with a byte order mark.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REPEATED ? text : text.substring(0, LONGEST_REPEATED) + "…";
  }

  private static String firstLine(String message) {
    // What follows says where in our own buffer, which nobody else can see.
    return message
        .lines()
        .findFirst()
        .orElse("unreadable")
        .replaceFirst("[ (;]*(at )?\\[Source:.*", "");
  }
}
