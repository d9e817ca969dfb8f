package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.CcittCodes.BLACK;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.BLACK_BITS;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.CHANGES;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.CHANGE_BITS;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.END_OF_LINE;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.HORIZONTAL;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.MAKE_UP;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.PASS;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.TERMINATING;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.VERTICAL;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.WHITE;
import static dev.imagespace.pictures.decode.tiff.CcittCodes.WHITE_BITS;

/**
 * Fax compressions of one bit a pixel: rows of runs (modified Huffman, Group 3), or of changes from
 * the row above (Group 3 in two dimensions, Group 4). As libtiff does, a row with an unknown code
 * keeps what came before it, and the next row is looked for. Not thread-safe.
 */
final class CcittDecoder implements StripDecoder {
  /** Which of the compressions. */
  enum Kind {
    RLE,
    GROUP_3,
    GROUP_3_TWO_DIMENSIONS,
    GROUP_4
  }

  private final Kind kind;
  private final int width;
  private final Runnable goOn;

  private CcittBits bits = new CcittBits(new byte[0], 0, 0);
  private CcittRow row;
  private CcittRow above;

  /** Whether the end of the line was read with the row before. */
  private boolean lineEnded;

  /** Whether Group 3 comes without the ends of lines that it should have. */
  private boolean withoutEnds;

  CcittDecoder(Kind kind, int width, Runnable goOn) {
    this.kind = kind;
    this.width = width;
    this.goOn = goOn;
    row = new CcittRow(width);
    above = new CcittRow(width);
  }

  @Override
  public int unpack(byte[] in, int from, int end, byte[] out, int start, int wanted) {
    int rowBytes = (width + 7) / 8;
    bits = new CcittBits(in, from, end);
    lineEnded = false;
    row.clear();
    row.finish();
    int unpacked = 0;
    while (wanted - unpacked >= rowBytes) {
      goOn.run();
      CcittRow swapped = above;
      above = row;
      row = swapped;
      row.clear();
      boolean whole = readRow();
      if (!whole && unpacked == 0 && isGroup3() && !withoutEnds) {
        withoutEnds = true;
        bits = new CcittBits(in, from, end);
        row.clear();
        whole = readRow();
      }
      if (!whole) {
        break;
      }
      row.paint(out, start + unpacked);
      unpacked += rowBytes;
    }
    return unpacked;
  }

  private boolean isGroup3() {
    return kind == Kind.GROUP_3 || kind == Kind.GROUP_3_TWO_DIMENSIONS;
  }

  /** False where the strip ends before the row does. */
  private boolean readRow() {
    switch (kind) {
      case RLE -> {
        boolean whole = readRuns();
        bits.alignToByte();
        return whole;
      }
      case GROUP_4 -> {
        return readChanges() && !lineEnded;
      }
      default -> {
        if (!withoutEnds && !skipEndOfLine()) {
          return false;
        }
        if (kind == Kind.GROUP_3) {
          return readRuns();
        }
        boolean runs = bits.peek(1) == 1;
        bits.skip(1);
        return runs ? readRuns() : readChanges();
      }
    }
  }

  /** Looks for eleven zeros, skips fill bits, and the one behind them. */
  private boolean skipEndOfLine() {
    int skipped = 0;
    while (!lineEnded && bits.peek(11) != 0) {
      if (bits.atEnd()) {
        return false;
      }
      bits.skip(1);
      askNowAndThen(++skipped);
    }
    lineEnded = false;
    while (bits.peek(1) == 0) {
      if (bits.atEnd()) {
        return false;
      }
      bits.skip(1);
      askNowAndThen(++skipped);
    }
    bits.skip(1);
    return true;
  }

  private void askNowAndThen(int steps) {
    if ((steps & 0xffff) == 0) {
      goOn.run();
    }
  }

  private boolean readRuns() {
    for (boolean black = false; ; black = !black) {
      int found = readRun(black);
      if (found == 0) {
        return endRow(!bits.atEnd());
      }
      if (found == END_OF_LINE) {
        lineEnded = true;
        return endRow(true);
      }
      if (row.isFull()) {
        return endRow(true);
      }
      if (black) {
        row.dropEmptyPair();
      }
    }
  }

  /** Appends a run. Returns {@link CcittCodes#TERMINATING}, or what came in its place, or 0. */
  private int readRun(boolean black) {
    while (!bits.atEnd()) {
      int code = black ? BLACK[bits.peek(BLACK_BITS)] : WHITE[bits.peek(WHITE_BITS)];
      bits.skip(code & 0xf);
      int found = code >> 4 & 0xf;
      if (found == TERMINATING) {
        return row.append(code >> 8) ? TERMINATING : 0;
      }
      if (found != MAKE_UP) {
        return found;
      }
      row.lengthen(code >> 8);
    }
    return 0;
  }

  private boolean endRow(boolean whole) {
    row.finish();
    return whole;
  }

  private boolean readChanges() {
    CcittReference reference = new CcittReference(above);
    while (!row.isFull()) {
      if (bits.atEnd()) {
        return endRow(false);
      }
      int code = CHANGES[bits.peek(CHANGE_BITS)];
      bits.skip(code & 0xf);
      switch (code >> 4 & 0xf) {
        case PASS -> {
          reference.moveBehind(row);
          reference.forward();
          row.pass(reference.next());
          reference.forward();
        }
        case HORIZONTAL -> {
          boolean black = row.isBlack();
          int first = readRun(black);
          int second = first == TERMINATING ? readRun(!black) : first;
          if (second != TERMINATING) {
            return endRow(!bits.atEnd());
          }
          reference.moveBehind(row);
        }
        case VERTICAL -> {
          reference.moveBehind(row);
          int offset = code >> 8;
          int change = reference.next() + offset;
          if (change < row.position() || !row.append(change - row.position())) {
            return endRow(true);
          }
          if (offset >= 0) {
            reference.forward();
          } else {
            reference.back();
          }
        }
        case END_OF_LINE -> {
          return endAtLine();
        }
        default -> {
          return endRow(true);
        }
      }
    }
    return row.isOpen() ? closeLastRun() : endRow(true);
  }

  /** Seven zeros in the place of a change: the row ends white, or as it is. */
  private boolean endAtLine() {
    row.appendRest();
    if (bits.atEnd()) {
      return endRow(false);
    }
    bits.skip(4);
    lineEnded = true;
    return endRow(true);
  }

  /** A pass up to the end is behind it a change at the end. */
  private boolean closeLastRun() {
    row.append(0);
    return endRow(true);
  }
}
