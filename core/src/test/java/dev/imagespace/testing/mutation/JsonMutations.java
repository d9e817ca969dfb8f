package dev.imagespace.testing.mutation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Structural changes of a JSON document: values of another type or of extreme size, parts left out,
 * repeated, exchanged or nested in each other, keys given twice, and text that is no JSON.
 */
public final class JsonMutations {
  private static final String MARK = "\u0001mutation\u0001";
  private static final int DEEP = 20_000;

  private final RandomGenerator random;
  private final List<String> hostile;

  /**
   * @param hostile values that mean something to the reader of this document, as JSON
   */
  public JsonMutations(RandomGenerator random, List<String> hostile) {
    this.random = random;
    this.hostile = hostile;
  }

  /** The text of the document with one to three changes. */
  public String of(JsonElement document) {
    JsonElement root = document.deepCopy();
    List<String> written = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Place place = anyPlace(root);
      if (place != null) {
        change(root, place, written);
      }
    }
    String text = root.toString();
    for (int i = 0; i < written.size(); i++) {
      text = text.replace('"' + escaped(i) + '"', written.get(i));
    }
    return text;
  }

  /** A member of an object, or of an array where the name is its index. */
  private record Place(JsonElement parent, String name) {
    JsonElement value() {
      return parent instanceof JsonArray array
          ? array.get(Integer.parseInt(name))
          : parent.getAsJsonObject().get(name);
    }

    void set(JsonElement value) {
      if (parent instanceof JsonArray array) {
        array.set(Integer.parseInt(name), value);
      } else {
        parent.getAsJsonObject().add(name, value);
      }
    }

    void remove() {
      if (parent instanceof JsonArray array) {
        array.remove(Integer.parseInt(name));
      } else {
        parent.getAsJsonObject().remove(name);
      }
    }
  }

  private void change(JsonElement root, Place place, List<String> written) {
    switch (random.nextInt(10)) {
      case 0 -> place.remove();
      case 1 -> place.set(other(root, place));
      case 2 -> repeat(place, written);
      case 3 -> wrap(place);
      case 4 -> place.set(alike(place.value()));
      case 5 -> rename(place);
      default -> {
        place.set(new JsonPrimitive(MARK + written.size()));
        written.add(hostileValue());
      }
    }
  }

  private JsonElement other(JsonElement root, Place place) {
    Place other = anyPlace(root);
    return other == null ? place.value() : other.value().deepCopy();
  }

  /** In an object, the key comes twice; the second value is a hostile one, or the same. */
  private void repeat(Place place, List<String> written) {
    if (place.parent() instanceof JsonArray array) {
      array.add(place.value().deepCopy());
      return;
    }
    String again = random.nextBoolean() ? place.value().toString() : hostileValue();
    place.set(new JsonPrimitive(MARK + written.size()));
    written.add(
        "%s,%s:%s".formatted(hostileValue(), new JsonPrimitive(place.name()).toString(), again));
  }

  private void wrap(Place place) {
    JsonArray array = new JsonArray();
    array.add(place.value());
    JsonObject object = new JsonObject();
    object.add(place.name(), place.value());
    place.set(random.nextBoolean() ? array : object);
  }

  /** A value of the same type and another size. */
  private JsonElement alike(JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      long number = (long) primitive.getAsDouble();
      return new JsonPrimitive(
          switch (random.nextInt(4)) {
            case 0 -> number + 1;
            case 1 -> -number - 1;
            case 2 -> number * 1_000;
            default -> random.nextLong(100);
          });
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return new JsonPrimitive(!primitive.getAsBoolean());
    }
    String text = value instanceof JsonPrimitive primitive ? primitive.getAsString() : "x";
    return new JsonPrimitive(
        random.nextBoolean() ? text + text : text.substring(Math.min(1, text.length())));
  }

  private void rename(Place place) {
    if (place.parent() instanceof JsonObject object) {
      object.add(place.name() + "x", object.remove(place.name()));
    } else {
      place.remove();
    }
  }

  private String hostileValue() {
    List<String> any =
        List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "1.5",
            "NaN",
            "-Infinity",
            "1e400",
            "-0.0",
            "1e18",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "18446744073709551616",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "'single'",
            "bare",
            "[]",
            "{}",
            "[[]]",
            "{\"\":{}}",
            "\"" + "a".repeat(70_000) + "\"",
            "/* */ 1",
            "1]",
            "1}",
            "",
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "9".repeat(5_000),
            "1e999999999");
    List<String> from = random.nextBoolean() && !hostile.isEmpty() ? hostile : any;
    return from.get(random.nextInt(from.size()));
  }

  /** Down from the root by equal chances, so that a long list does not hide its neighbours. */
  private Place anyPlace(JsonElement root) {
    Place place = null;
    JsonElement value = root;
    while (place == null || random.nextInt(4) != 0) {
      List<Place> members = members(value);
      if (members.isEmpty()) {
        return place;
      }
      place = members.get(random.nextInt(members.size()));
      value = place.value();
    }
    return place;
  }

  private static List<Place> members(JsonElement value) {
    List<Place> members = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        members.add(new Place(array, Integer.toString(i)));
      }
    } else if (value instanceof JsonObject object) {
      object.keySet().forEach(name -> members.add(new Place(object, name)));
    }
    return members;
  }

  private static String escaped(int number) {
    String json = new JsonPrimitive(MARK + number).toString();
    return json.substring(1, json.length() - 1);
  }
}
