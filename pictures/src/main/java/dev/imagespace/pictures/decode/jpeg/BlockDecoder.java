package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/** Makes samples of blocks, as soon as they are read. Not thread-safe. */
final class BlockDecoder implements BlockTarget {
  private final short[] block = new short[Component.COEFFICIENTS];
  private final Idct idct = new Idct();
  private final ReducedIdct reduced = new ReducedIdct();

  @Override
  public short[] array(Component component) {
    return block;
  }

  @Override
  public int at(Component component, int across, int down) {
    return 0;
  }

  /** The block is dequantised already, and is cleared. */
  @Override
  public void done(Component component, int across, int down, int places) {
    decode(block, component, across, down, places);
    if ((places & Places.EXTREME - 1) == 0) {
      block[0] = 0;
    } else {
      Arrays.fill(block, (short) 0);
    }
  }

  /** Makes the samples of a block of dequantised coefficients. */
  void decode(short[] dequantised, Component component, int across, int down, int places) {
    int size = component.size;
    int row = component.place(down * size);
    if (size == Component.BLOCK) {
      idct.transform(dequantised, places, component.rows, row, across * size);
    } else {
      reduced.transform(size, dequantised, places, component.rows, row, across * size);
    }
  }
}
