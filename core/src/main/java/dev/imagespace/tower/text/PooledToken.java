package dev.imagespace.tower.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * Which token of a text carries its meaning.
 *
 * @param id that {@link Rule#ID} looks for; 0 for the others
 */
public record PooledToken(Rule rule, int id) {

  /** How it is found. */
  public enum Rule {
    /** The first one of the largest id: OpenCLIP's, whose end-of-text is the last of its tokens. */
    LARGEST_ID,
    /** The first one of an id; the first of all where none has it, as in Python. */
    ID,
    /** The first of all. */
    FIRST,
    /** The last of all, padding included. */
    LAST
  }

  /** OpenCLIP's rule, and Hugging Face's for configurations that still say 2: the largest id. */
  public static PooledToken largestId() {
    return new PooledToken(Rule.LARGEST_ID, 0);
  }

  public static PooledToken of(int id) {
    return new PooledToken(Rule.ID, id);
  }

  public static PooledToken first() {
    return new PooledToken(Rule.FIRST, 0);
  }

  public static PooledToken last() {
    return new PooledToken(Rule.LAST, 0);
  }

  String canonical() {
    return rule == Rule.ID
        ? Integer.toString(id)
        : rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void requireIn(int[] ids) {
    if (rule == Rule.ID && Arrays.stream(ids).noneMatch(other -> other == id)) {
      throw new IllegalArgumentException(
          "its network reads a text at token %d, which its tokenizer does not give".formatted(id));
    }
  }

  int position(int[] ids) {
    return switch (rule) {
      case FIRST -> 0;
      case LAST -> ids.length - 1;
      case ID -> Math.max(0, Arrays.stream(ids).boxed().toList().indexOf(id));
      case LARGEST_ID -> largest(ids);
    };
  }

  private static int largest(int[] ids) {
    int position = 0;
    for (int i = 1; i < ids.length; i++) {
      position = ids[i] > ids[position] ? i : position;
    }
    return position;
  }
}
