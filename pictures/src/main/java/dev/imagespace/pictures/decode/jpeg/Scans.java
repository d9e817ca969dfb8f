package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the decoder that a scan needs, of the tables as they are at its start. */
final class Scans {
  private static final int[] ONES = new int[Zigzag.NATURAL.length];
  private static final int LARGEST_DC = 15;
  private static final int LARGEST_AC = 255;
  private static final int MOST_BITS = 13;

  static {
    Arrays.fill(ONES, 1);
  }

  private final EncodedImage image;
  private final Markers markers;
  private final Frame frame;

  Scans(EncodedImage image, Markers markers) {
    this.image = image;
    this.markers = markers;
    frame = markers.frame();
    if (!frame.progressive()) {
      markers.tables.addStandardHuffman();
    }
  }

  /**
   * Starts to read a scan.
   *
   * @param target of the blocks
   * @param dequantised whether it takes coefficients multiplied by their steps
   */
  ScanReader open(Scan scan, BlockTarget target, boolean dequantised) {
    scan.components().forEach(this::latchSteps);
    if (frame.progressive()) {
      requireProgression(scan);
    }
    EntropyDecoder decoder = decoder(scan, dequantised);
    Restarts restarts = new Restarts(markers, markers.tables.restartInterval);
    return new ScanReader(frame, scan, decoder, restarts, target);
  }

  private EntropyDecoder decoder(Scan scan, boolean dequantised) {
    int[][] steps =
        scan.components().stream().map(c -> dequantised ? inZigzag(c) : ONES).toArray(int[][]::new);
    if (frame.arithmetic()) {
      return new ArithmeticDecoder(markers.in, scan, markers.tables, frame.progressive(), steps);
    }
    if (!frame.progressive()) {
      boolean[] dcOnly = new boolean[steps.length];
      for (int i = 0; i < dcOnly.length; i++) {
        dcOnly[i] = scan.components().get(i).size == 1;
      }
      return new HuffmanSequential(markers.in, dcTables(scan), acTables(scan), steps, dcOnly);
    }
    if (scan.first() > 0) {
      return new HuffmanProgressive(markers.in, scan, acTables(scan));
    }
    return new HuffmanProgressive(
        markers.in, scan, scan.high() == 0 ? dcTables(scan) : new HuffmanTable[0]);
  }

  HuffmanTable[] dcTables(Scan scan) {
    return Arrays.stream(scan.dc())
        .mapToObj(i -> table(markers.tables.dc, i, frame.lossless() ? 16 : LARGEST_DC))
        .toArray(HuffmanTable[]::new);
  }

  private HuffmanTable[] acTables(Scan scan) {
    return Arrays.stream(scan.ac())
        .mapToObj(i -> table(markers.tables.ac, i, LARGEST_AC))
        .toArray(HuffmanTable[]::new);
  }

  private HuffmanTable table(HuffmanTable.@Nullable Definition[] tables, int number, int largest) {
    HuffmanTable.Definition definition = number < tables.length ? tables[number] : null;
    if (definition == null) {
      throw missing();
    }
    try {
      return HuffmanTable.of(definition, largest);
    } catch (IllegalArgumentException e) {
      throw image.rejected("damaged JPEG: a Huffman table that is none.", e);
    }
  }

  /** The steps that are known at its first scan count for a component (latch_quant_tables). */
  private void latchSteps(Component component) {
    if (component.steps == null) {
      int[] steps =
          component.table < JpegTables.TABLES ? markers.tables.quantisation[component.table] : null;
      if (steps == null) {
        throw missing();
      }
      component.steps = steps;
    }
  }

  private static int[] inZigzag(Component component) {
    int[] steps = component.steps;
    int[] ordered = new int[Zigzag.NATURAL.length];
    Arrays.setAll(ordered, k -> steps == null ? 1 : steps[Zigzag.NATURAL[k]]);
    return ordered;
  }

  private void requireProgression(Scan scan) {
    boolean band =
        scan.first() == 0
            ? scan.last() == 0
            : scan.first() <= scan.last()
                && scan.last() < Component.COEFFICIENTS
                && scan.components().size() == 1;
    boolean bits = scan.low() <= MOST_BITS && (scan.high() == 0 || scan.low() == scan.high() - 1);
    if (!band || !bits) {
      throw image.rejected("damaged JPEG: a scan of no such coefficients.");
    }
  }

  private ImageRejectedException missing() {
    return image.rejected("damaged JPEG: a scan without its table.");
  }
}
