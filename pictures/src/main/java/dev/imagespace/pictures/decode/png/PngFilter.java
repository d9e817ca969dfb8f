package dev.imagespace.pictures.decode.png;

/** What a row is stored as: differences from what is known of it. Stateless. */
final class PngFilter {
  private PngFilter() {}

  /**
   * Differences to bytes, in place.
   *
   * @param type 0 to 4
   * @param row the differences from byte 1 on
   * @param above the row above in the same way; zeros above the first
   * @param step bytes of a pixel, at least 1
   * @return whether there is such a type
   */
  static boolean undo(int type, byte[] row, byte[] above, int length, int step) {
    switch (type) {
      case 0 -> {}
      case 1 -> left(row, length, step);
      case 2 -> {
        for (int i = 1; i <= length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> average(row, above, length, step);
      case 4 -> paeth(row, above, length, step);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void left(byte[] row, int length, int step) {
    for (int i = step + 1; i <= length; i++) {
      row[i] += row[i - step];
    }
  }

  private static void average(byte[] row, byte[] above, int length, int step) {
    int first = Math.min(step, length);
    for (int i = 1; i <= first; i++) {
      row[i] += (byte) ((above[i] & 0xff) >> 1);
    }
    for (int i = first + 1; i <= length; i++) {
      row[i] += (byte) (((row[i - step] & 0xff) + (above[i] & 0xff)) >> 1);
    }
  }

  private static void paeth(byte[] row, byte[] above, int length, int step) {
    int first = Math.min(step, length);
    for (int i = 1; i <= first; i++) {
      row[i] += above[i];
    }
    for (int i = first + 1; i <= length; i++) {
      int left = row[i - step] & 0xff;
      int up = above[i] & 0xff;
      int corner = above[i - step] & 0xff;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      row[i] += (byte) nearest;
    }
  }
}
