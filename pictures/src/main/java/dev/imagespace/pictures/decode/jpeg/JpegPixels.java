package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.jpeg.RowWriter.Colours;
import org.jspecify.annotations.Nullable;

/** Decodes a frame from its first scan on, in bands of a row of MCUs. Not thread-safe. */
final class JpegPixels {
  private final EncodedImage image;
  private final Markers markers;
  private final Frame frame;
  private final RowWriter rows;
  private final BlockDecoder blocks = new BlockDecoder();

  private JpegPixels(EncodedImage image, Markers markers, int scale, Colours colours) {
    this.image = image;
    this.markers = markers;
    frame = markers.frame();
    int least = frame.unit() / scale;
    if (frame.components().stream()
        .anyMatch(
            c ->
                !isPartOf(c.h * c.size, frame.maxH() * least)
                    || !isPartOf(c.v * c.size, frame.maxV() * least))) {
      throw image.unsupported("JPEG layout not supported: components of sizes that are no parts.");
    }
    frame.components().forEach(Component::allocateRows);
    rows = new RowWriter(frame, scale, colours);
  }

  /** Whether samples are repeated a whole number of times. */
  private static boolean isPartOf(int part, int all) {
    return all % part == 0;
  }

  /**
   * Decodes a frame that is laid out for the scale.
   *
   * @param scale 1, 2, 4 or 8
   * @return height, width, components, of the reduced size
   */
  static byte[] decode(
      EncodedImage image, Markers markers, Scan first, int scale, Colours colours) {
    JpegPixels pixels = new JpegPixels(image, markers, scale, colours);
    if (pixels.frame.lossless()) {
      pixels.readLossless(first);
    } else if (isWhole(markers.frame(), first)) {
      pixels.readScan(first);
    } else {
      pixels.readScans(first);
    }
    return pixels.rows.pixels();
  }

  /** Whether the pixels come in one scan, by which they can be decoded as they come. */
  static boolean isWhole(Frame frame, Scan first) {
    return !frame.progressive() && first.components().size() == frame.components().size();
  }

  /** Bytes that decoding allocates, its result included. */
  static long memory(Frame frame, Scan first, int scale) {
    long width = Frame.ceilDiv(frame.width(), scale);
    long height = Frame.ceilDiv(frame.height(), scale);
    return width * height * frame.components().size()
        + frame.rows()
        + (isWhole(frame, first) || frame.lossless() ? 0 : frame.coefficients());
  }

  private void readScan(Scan scan) {
    ScanReader reader = new Scans(image, markers).open(scan, blocks, true);
    for (int row = 0; row < frame.mcusDown() && !reader.isOver(); row++) {
      image.requireGoingOn();
      reader.readRow(row);
      rows.take(row);
      requireBytes();
    }
    requireData(!reader.endsEarly());
    markers.readEnd();
  }

  private void readLossless(Scan scan) {
    LosslessReader reader =
        new LosslessReader(image, markers, scan, new Scans(image, markers).dcTables(scan));
    for (int row = 0; row < frame.mcusDown(); row++) {
      image.requireGoingOn();
      reader.readRow(row);
      rows.take(row);
      requireBytes();
    }
    requireData(!reader.endsEarly());
    markers.readEnd();
  }

  /** Refuses a file that ends before the end marker, or a few bytes before where it may be. */
  private void requireBytes() {
    if (markers.in.isDry()) {
      throw markers.truncated();
    }
  }

  /** Pillow fills what is missing with gray; here that is refused. */
  private void requireData(boolean complete) {
    if (!complete) {
      throw image.rejected("truncated: the pixels end early.");
    }
  }

  private void readScans(Scan first) {
    boolean known = frame.progressive() && !frame.arithmetic();
    frame.components().forEach(c -> c.allocateCoefficients(known));
    Scans scans = new Scans(image, markers);
    Progress progress = new Progress(frame.components().size());
    for (Scan scan = first; scan != null; scan = markers.nextScan()) {
      ScanReader reader = scans.open(scan, BlockTarget.KEPT, false);
      if (frame.progressive()) {
        progress.add(frame, scan);
      }
      for (int row = 0; row < frame.mcusDown() && !reader.isOver(); row++) {
        image.requireGoingOn();
        reader.readRow(row);
        requireBytes();
      }
      requireData(!reader.endsEarly());
    }
    decodeRows(frame.progressive() && progress.invitesGuesses(frame) ? progress : null);
  }

  private void decodeRows(@Nullable Progress guessed) {
    for (int row = 0; row < frame.mcusDown(); row++) {
      image.requireGoingOn();
      for (int i = 0; i < frame.components().size(); i++) {
        Component c = frame.components().get(i);
        int[] steps = c.steps;
        if (steps == null) {
          // No scan tells it: libjpeg takes all of it for zero.
          steps = new int[Component.COEFFICIENTS];
        }
        BlockSmoothing smoothing =
            guessed == null ? null : new BlockSmoothing(c, steps, guessed.missing(i));
        decodeRow(c, row, steps, smoothing);
      }
      rows.take(row);
    }
  }

  private void decodeRow(Component c, int row, int[] steps, @Nullable BlockSmoothing smoothing) {
    short[] block = new short[Component.COEFFICIENTS];
    int end = Math.min((row + 1) * c.v, c.blocksDown);
    int count = end - row * c.v;
    for (int i = 0; i < count; i++) {
      int down = row * c.v + i;
      if (smoothing != null) {
        smoothing.startRow(down, row * count + i, frame.mcusDown() * count);
      }
      for (int across = 0; across < c.blocksAcross; across++) {
        int from = c.block(across, down);
        if (smoothing == null && c.known.length > 0) {
          blocks.done(c, across, down, dequantiseKnown(c, from, steps, blocks.array(c)));
          continue;
        }
        if (smoothing == null) {
          dequantise(c.coefficients, from, steps, block);
        } else {
          System.arraycopy(c.coefficients, from, block, 0, Component.COEFFICIENTS);
          smoothing.guess(block, across);
          dequantise(block, 0, steps, block);
        }
        blocks.decode(block, c, across, down, Places.of(block));
      }
    }
  }

  /** Only those that are not zero; returns their {@link Places}. */
  private static int dequantiseKnown(Component c, int from, int[] steps, short[] out) {
    int first = c.coefficients[from] * steps[0];
    out[0] = (short) first;
    int places = Places.ofDc(first);
    for (long left = c.known[from / Component.COEFFICIENTS]; left != 0; left &= left - 1) {
      int place = Zigzag.NATURAL[Long.numberOfTrailingZeros(left)];
      int value = c.coefficients[from + place] * steps[place];
      out[place] = (short) value;
      places |= Places.ofAc(place, value);
    }
    return places;
  }

  private static void dequantise(short[] in, int from, int[] steps, short[] out) {
    for (int i = 0; i < Component.COEFFICIENTS; i++) {
      out[i] = (short) (in[from + i] * steps[i]);
    }
  }
}
