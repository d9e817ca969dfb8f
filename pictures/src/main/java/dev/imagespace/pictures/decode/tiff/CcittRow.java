package dev.imagespace.pictures.decode.tiff;

import java.util.Arrays;

/** Runs of a row, white ones and black ones in turn. Not thread-safe. */
final class CcittRow {
  /** No number of pixels overflows. */
  private static final int FARTHEST = 1 << 30;

  private final int width;
  private final int[] runs;
  private int count;

  /** Pixels that were read. */
  private int position;

  /** Of those the last ones, which are of no run yet. */
  private int open;

  CcittRow(int width) {
    this.width = width;
    runs = new int[Math.addExact(Math.multiplyExact(2, width), 64)];
  }

  void clear() {
    count = 0;
    position = 0;
    open = 0;
  }

  int position() {
    return position;
  }

  boolean isFull() {
    return position >= width;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether pixels were read that are of no run yet. */
  boolean isOpen() {
    return open != 0;
  }

  /** Whether the next run is black. */
  boolean isBlack() {
    return (count & 1) == 1;
  }

  int count() {
    return count;
  }

  /** The length of a run, 0 behind the last. */
  int run(int number) {
    return number < count ? runs[number] : 0;
  }

  int width() {
    return width;
  }

  /** Reads pixels whose run goes on. */
  void lengthen(int pixels) {
    position = Math.min(position + pixels, FARTHEST);
    open = Math.min(open + pixels, FARTHEST);
  }

  void pass(int to) {
    lengthen(to - position);
  }

  /** Ends a run after so many pixels more; false where a row cannot have as many runs. */
  boolean append(int pixels) {
    if (count == runs.length) {
      return false;
    }
    lengthen(pixels);
    runs[count++] = open;
    open = 0;
    return true;
  }

  /** A run up to the end, which is not counted as read. */
  void appendRest() {
    if (count < runs.length) {
      runs[count++] = width - position;
    }
  }

  /** Two runs of no length, so that a damaged row does not grow without end. */
  void dropEmptyPair() {
    if (count >= 2 && runs[count - 1] == 0 && runs[count - 2] == 0) {
      count -= 2;
    }
  }

  /** Makes the runs as long as the row is, whatever was read. */
  void finish() {
    if (open != 0) {
      append(0);
    }
    while (position > width && count > 0) {
      position -= runs[--count];
    }
    position = count == 0 && position > width ? 0 : Math.max(0, position);
    if (position < width) {
      if (isBlack()) {
        append(0);
      }
      append(width - position);
    }
  }

  /** Writes the row as bits, of which those of black runs are 1. */
  void paint(byte[] out, int start) {
    Arrays.fill(out, start, start + (width + 7) / 8, (byte) 0);
    int x = 0;
    for (int i = 0; i < count && x < width; i++) {
      int end = (int) Math.min(width, (long) x + Math.max(0, runs[i]));
      if ((i & 1) == 1) {
        blacken(out, start, x, end);
      }
      x = end;
    }
  }

  private static void blacken(byte[] out, int start, int from, int end) {
    if (from >= end) {
      return;
    }
    int first = start + (from >> 3);
    int last = start + ((end - 1) >> 3);
    int left = 0xff >> (from & 7);
    int right = 0xff << (7 - ((end - 1) & 7));
    if (first == last) {
      out[first] |= (byte) (left & right);
      return;
    }
    out[first] |= (byte) left;
    Arrays.fill(out, first + 1, last, (byte) 0xff);
    out[last] |= (byte) right;
  }
}
