package dev.imagespace.langchain4j.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.document.Metadata;
import java.util.Map;
import java.util.UUID;

/**
 * Metadata as one line of JSON that gives each value back in its own type: texts are plain, others
 * an object that names the type, as {@code {"year":{"int":"2024"}}}. Stateless.
 */
public final class MetadataJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MetadataJson() {}

  public static String write(Metadata metadata) {
    ObjectNode object = JSON.createObjectNode();
    metadata.toMap().forEach((key, value) -> put(object, key, value));
    return object.toString();
  }

  private static void put(ObjectNode object, String key, Object value) {
    if (value instanceof String text) {
      object.put(key, text);
    } else {
      object.putObject(key).put(typeOf(value), value.toString());
    }
  }

  private static String typeOf(Object value) {
    if (value instanceof Integer) {
      return "int";
    } else if (value instanceof Long) {
      return "long";
    } else if (value instanceof Float) {
      return "float";
    } else if (value instanceof Double) {
      return "double";
    } else if (value instanceof UUID) {
      return "uuid";
    }
    throw new CollectionException(
        "Metadata of %s is not kept; give text, UUID or a number.".formatted(value.getClass()));
  }

  /**
   * The metadata of what {@link #write} gave.
   *
   * @throws CollectionException if it did not
   */
  public static Metadata read(String json) {
    try {
      Metadata metadata = new Metadata();
      for (Map.Entry<String, JsonNode> one : JSON.readTree(json).properties()) {
        if (one.getValue().isTextual()) {
          metadata.put(one.getKey(), one.getValue().textValue());
        } else {
          Map.Entry<String, JsonNode> typed = one.getValue().properties().iterator().next();
          put(metadata, one.getKey(), typed.getKey(), typed.getValue().asText());
        }
      }
      return metadata;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CollectionException(
          "Kept metadata cannot be read; it was changed from outside.", e);
    }
  }

  private static void put(Metadata metadata, String key, String type, String value) {
    switch (type) {
      case "int" -> metadata.put(key, Integer.parseInt(value));
      case "long" -> metadata.put(key, Long.parseLong(value));
      case "float" -> metadata.put(key, Float.parseFloat(value));
      case "double" -> metadata.put(key, Double.parseDouble(value));
      case "uuid" -> metadata.put(key, UUID.fromString(value));
      default -> throw new IllegalArgumentException("No such type of metadata: " + type);
    }
  }
}
