package dev.imagespace.checkpoint.config;

import dev.imagespace.bounds.HeapShare;

/**
 * How large the one picture or text may be that a network reads. Weights do not bound it for every
 * network, and a batch holds several: each may take a 32nd of the heap. Stateless.
 */
public final class InputLimits {
  /** Networks of pictures and texts read 224 to 1,024 pixels. */
  public static final int MOST_PIXELS_OF_A_SIDE = 4096;

  private static final int RED_GREEN_BLUE = 3;
  private static final long MOST_NUMBERS = HeapShare.of(32, 1L << 31) / Float.BYTES;

  private InputLimits() {}

  /**
   * Refuses a picture that takes too much memory.
   *
   * @param key that says its size
   */
  public static void requirePicture(JsonConfig config, String key, long height, long width) {
    if (RED_GREEN_BLUE * height * width > MOST_NUMBERS) {
      throw config.invalid(
          key,
          "makes pictures of %,d numbers; the limit is %,d, a 32nd of the heap, which -Xmx sets"
              .formatted(RED_GREEN_BLUE * height * width, MOST_NUMBERS));
    }
  }

  /** Refuses texts of more tokens than the mask of all pairs of them has memory for. */
  public static void requireText(JsonConfig config, String key, long tokens) {
    if (tokens * tokens > MOST_NUMBERS) {
      throw config.invalid(
          key,
          "makes texts of %,d pairs of tokens; the limit is %,d, a 32nd of the heap, which -Xmx sets"
              .formatted(tokens * tokens, MOST_NUMBERS));
    }
  }
}
