package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * JSON as every parser reads it: RFC 8259 in well-formed UTF-8, no key twice in an object, no half
 * of a surrogate pair. What is not that is an {@link IOException}. Not thread-safe.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ELEMENTS = 500_000;
  private static final int LONGEST_NUMBER = 64;

  private final JsonReader reader;
  private int elements;

  private StrictJson(JsonReader reader) {
    this.reader = reader;
  }

  interface Document<T> {
    T read(StrictJson json) throws IOException;
  }

  interface Member {
    void read(String name) throws IOException;
  }

  interface Element {
    void read(int index) throws IOException;
  }

  /** All of the bytes, which are one document. */
  static <T> T read(byte[] utf8, Document<T> document) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(decoded(utf8)));
    reader.setStrictness(Strictness.STRICT);
    T value;
    try {
      value = document.read(new StrictJson(reader));
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("more behind its end");
      }
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
    return value;
  }

  private static String decoded(byte[] utf8) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      if (text.startsWith("\ufeff")) {
        throw new IOException("a byte order mark at its beginning");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new IOException("bytes that are not UTF-8", e);
    }
  }

  /** What comes next, without reading it. */
  JsonToken next() throws IOException {
    return reader.peek();
  }

  /** Where the reader is, as a JSON path. */
  String path() {
    return reader.getPath();
  }

  void object(Member member) throws IOException {
    Set<String> names = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = wellFormed(reader.nextName());
      if (!names.add(name)) {
        throw new IOException("the key '%s' twice".formatted(TokenizerSource.cut(name)));
      }
      member.read(name);
    }
    reader.endObject();
  }

  void array(Element element) throws IOException {
    reader.beginArray();
    for (int i = 0; reader.hasNext(); i++) {
      element.read(i);
    }
    reader.endArray();
  }

  String string() throws IOException {
    if (reader.peek() != JsonToken.STRING) {
      throw new IOException("%s instead of a string".formatted(reader.peek()));
    }
    return wellFormed(reader.nextString());
  }

  /** As it is written. */
  String number() throws IOException {
    if (reader.peek() != JsonToken.NUMBER) {
      throw new IOException("%s instead of a number".formatted(reader.peek()));
    }
    String digits = reader.nextString();
    if (digits.length() > LONGEST_NUMBER) {
      throw new IOException("a number of %,d digits".formatted(digits.length()));
    }
    return digits;
  }

  void skip() throws IOException {
    reader.skipValue();
  }

  /** Any value, but for one that is nested deeply or has very many parts. */
  JsonElement element() throws IOException {
    return element(0);
  }

  private JsonElement element(int depth) throws IOException {
    if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      throw new IOException("more than %d levels or %,d values".formatted(MAX_DEPTH, MAX_ELEMENTS));
    }
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        JsonObject object = new JsonObject();
        object(name -> object.add(name, element(depth + 1)));
        return object;
      }
      case BEGIN_ARRAY -> {
        JsonArray array = new JsonArray();
        array(index -> array.add(element(depth + 1)));
        return array;
      }
      case STRING -> {
        return new JsonPrimitive(string());
      }
      case NUMBER -> {
        return new JsonPrimitive(new BigDecimal(number()));
      }
      case BOOLEAN -> {
        return new JsonPrimitive(reader.nextBoolean());
      }
      default -> {
        reader.nextNull();
        return JsonNull.INSTANCE;
      }
    }
  }

  private static String wellFormed(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw new IOException("half a surrogate pair in a string");
        }
        i++;
      }
    }
    return text;
  }
}
