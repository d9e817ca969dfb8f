package dev.imagespace.pictures.decode.webp.lossy;

/** How macroblocks are predicted (RFC 6386, sections 10 and 11). Not thread-safe. */
final class Vp8Modes {
  static final int DC = 0;
  static final int TRUE_MOTION = 1;
  static final int VERTICAL = 2;
  static final int HORIZONTAL = 3;

  /** Leaves are modes, negated and less one; other numbers are the next pair. */
  private static final int[] TREE = {
    ~DC, 2, ~TRUE_MOTION, 4, ~VERTICAL, 6, 8, 12, ~HORIZONTAL, 10, ~5, ~6, ~4, 14, ~7, 16, ~8, ~9
  };

  private final BoolDecoder in;
  private final int[] segmentTree;
  private final int skip;

  /** Modes of the blocks above: four for each column of macroblocks. */
  private final int[] above;

  private final int[] left = new int[4];

  Vp8Modes(Vp8Header header, int columns) {
    in = header.modes();
    segmentTree = header.segmentTree();
    skip = header.skip();
    above = new int[4 * columns];
  }

  void startRow() {
    java.util.Arrays.fill(left, DC);
  }

  void read(Macroblock block, int column) {
    block.segment = 0;
    if (segmentTree.length != 0) {
      block.segment = in.bool(segmentTree[0]) ? 2 + in.bit(segmentTree[2]) : in.bit(segmentTree[1]);
    }
    block.skipped = skip >= 0 && in.bool(skip);
    block.inBlocks = !in.bool(145);
    if (block.inBlocks) {
      readBlocks(block, column);
    } else {
      block.lumaMode =
          in.bool(156) ? (in.bool(128) ? TRUE_MOTION : HORIZONTAL) : (in.bool(163) ? VERTICAL : DC);
      java.util.Arrays.fill(above, 4 * column, 4 * column + 4, block.lumaMode);
      java.util.Arrays.fill(left, block.lumaMode);
    }
    block.chromaMode = chromaMode();
  }

  private int chromaMode() {
    if (!in.bool(142)) {
      return DC;
    }
    if (!in.bool(114)) {
      return VERTICAL;
    }
    return in.bool(183) ? TRUE_MOTION : HORIZONTAL;
  }

  private void readBlocks(Macroblock block, int column) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int top = above[4 * column + x];
        int node = 0;
        do {
          node = TREE[node + in.bit(Vp8Tables.mode(top, left[y], node >> 1))];
        } while (node > 0);
        block.blockModes[4 * y + x] = ~node;
        above[4 * column + x] = ~node;
        left[y] = ~node;
      }
    }
  }
}
