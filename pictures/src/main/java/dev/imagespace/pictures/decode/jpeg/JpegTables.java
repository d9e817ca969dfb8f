package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What segments define for the scans behind them. Not thread-safe while it is filled. */
public final class JpegTables {
  static final int TABLES = 4;
  static final int CONDITIONINGS = 16;

  /** No table at all. Not to be changed. */
  public static final JpegTables NONE = new JpegTables();

  /** Steps of quantisation in the order of the block's rows. */
  final int[] @Nullable [] quantisation = new int[TABLES][];

  final HuffmanTable.@Nullable Definition[] dc = new HuffmanTable.Definition[TABLES];
  final HuffmanTable.@Nullable Definition[] ac = new HuffmanTable.Definition[TABLES];

  /** Conditioning of arithmetic coding: L, U and Kx of table D.3's text. */
  final int[] lower = new int[CONDITIONINGS];

  final int[] upper = new int[CONDITIONINGS];
  final int[] kx = new int[CONDITIONINGS];

  /** MCUs from one restart marker to the next; 0 for no markers. */
  int restartInterval;

  JpegTables() {
    resetConditioning();
  }

  /**
   * Reads an abbreviated stream of tables alone.
   *
   * @param from of the bytes of the image, where its SOI marker is
   * @param end behind it
   */
  public static JpegTables read(EncodedImage image, int from, int end) throws IOException {
    JpegTables tables = new JpegTables();
    new Markers(image, from, end, tables).readTables();
    return tables;
  }

  JpegTables copy() {
    JpegTables copy = new JpegTables();
    System.arraycopy(quantisation, 0, copy.quantisation, 0, TABLES);
    System.arraycopy(dc, 0, copy.dc, 0, TABLES);
    System.arraycopy(ac, 0, copy.ac, 0, TABLES);
    return copy;
  }

  /** As each SOI marker does. */
  void resetConditioning() {
    restartInterval = 0;
    Arrays.fill(lower, 0);
    Arrays.fill(upper, 1);
    Arrays.fill(kx, 5);
  }

  /** Frames of Motion JPEG leave out the tables that everybody uses. */
  void addStandardHuffman() {
    for (int i = 0; i < 2; i++) {
      dc[i] = dc[i] == null ? StandardHuffman.DC[i] : dc[i];
      ac[i] = ac[i] == null ? StandardHuffman.AC[i] : ac[i];
    }
  }
}
