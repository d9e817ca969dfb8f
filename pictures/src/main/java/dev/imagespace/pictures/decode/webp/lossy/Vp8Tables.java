package dev.imagespace.pictures.decode.webp.lossy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The long tables of RFC 6386, read from a resource. Immutable by contract. */
final class Vp8Tables {
  static final int TYPES = 4;
  static final int BANDS = 8;
  static final int CONTEXTS = 3;
  static final int NODES = 11;
  private static final int COEFFICIENTS = TYPES * BANDS * CONTEXTS * NODES;
  private static final int MODES = 10;
  private static final int QUANTISERS = 128;

  private static final byte[] BYTES = read();

  private Vp8Tables() {}

  /** (type, band, context, node), flat. */
  static int coefficient(int index) {
    return BYTES[index] & 0xff;
  }

  /** Probability that {@link #coefficient} is updated. */
  static int update(int index) {
    return BYTES[COEFFICIENTS + index] & 0xff;
  }

  static int coefficients() {
    return COEFFICIENTS;
  }

  /** Node of the tree of 4×4 modes. */
  static int mode(int above, int left, int node) {
    return BYTES[2 * COEFFICIENTS + (above * MODES + left) * (MODES - 1) + node] & 0xff;
  }

  static int dc(int index) {
    return BYTES[2 * COEFFICIENTS + MODES * MODES * (MODES - 1) + clip(index, 127)] & 0xff;
  }

  /** The DC quantiser of chroma stops earlier. */
  static int chromaDc(int index) {
    return dc(clip(index, 117));
  }

  static int ac(int index) {
    int at = 2 * COEFFICIENTS + MODES * MODES * (MODES - 1) + QUANTISERS + 2 * clip(index, 127);
    return (BYTES[at] & 0xff) << 8 | (BYTES[at + 1] & 0xff);
  }

  private static int clip(int index, int largest) {
    return Math.max(0, Math.min(largest, index));
  }

  private static byte[] read() {
    try (InputStream in = Vp8Tables.class.getResourceAsStream("vp8-tables.bin")) {
      return Objects.requireNonNull(in, "vp8-tables.bin is missing").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
