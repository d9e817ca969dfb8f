package dev.imagespace.checkpoint.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/**
 * Values of JSON as they stand there, as Python takes them. Gson takes much for what it is not: a
 * text for a number, a list of one for its element, what is not "true" for false. Stateless.
 */
final class JsonValues {

  private JsonValues() {}

  static int whole(JsonElement value) {
    return numeric(value).getAsBigDecimal().intValueExact();
  }

  static double finite(JsonElement value) {
    double number = numeric(value).getAsDouble();
    if (!Double.isFinite(number)) {
      throw new NumberFormatException("not finite");
    }
    return number;
  }

  private static JsonPrimitive numeric(JsonElement value) {
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    if (!primitive.isNumber()) {
      throw new IllegalStateException("not a number");
    }
    return primitive;
  }

  static boolean strictBoolean(JsonElement value) {
    if (!value.getAsJsonPrimitive().isBoolean()) {
      throw new IllegalStateException("not a boolean");
    }
    return value.getAsBoolean();
  }

  static String strictText(JsonElement value) {
    if (!value.getAsJsonPrimitive().isString()) {
      throw new IllegalStateException("not a text");
    }
    return value.getAsString();
  }
}
