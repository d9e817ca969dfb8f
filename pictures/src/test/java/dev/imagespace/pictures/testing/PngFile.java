package dev.imagespace.pictures.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs that no picture library would write. */
public final class PngFile {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** One row of {@code data.length} bytes, not filtered. */
  public static byte[] ofOneRow(
      int width, int depth, int colourType, byte[] colours, byte[] transparency, byte[] data) {
    PngFile file = new PngFile();
    file.start(width, depth, colourType);
    if (colours.length > 0) {
      file.chunk("PLTE", colours);
    }
    if (transparency.length > 0) {
      file.chunk("tRNS", transparency);
    }
    byte[] row = new byte[data.length + 1];
    System.arraycopy(data, 0, row, 1, data.length);
    return file.end(deflate(row));
  }

  /** Black, of one bit a pixel: much to decode for its few bytes. */
  public static byte[] ofRows(int width, int height) {
    return ofZeros(width, height, 1, 0);
  }

  /** Rows that are all zeros, not filtered. */
  public static byte[] ofZeros(int width, int height, int depth, int colourType) {
    PngFile file = new PngFile();
    file.start(width, height, depth, colourType);
    int samples = colourType == 2 ? 3 : colourType == 4 ? 2 : colourType == 6 ? 4 : 1;
    if (colourType == 3) {
      file.chunk("PLTE", new byte[3 << depth]);
    }
    return file.end(deflate(new byte[(1 + (width * samples * depth + 7) / 8) * height]));
  }

  /** One gray pixel, and whatever else its chunk of pixels holds. */
  public static byte[] ofOnePixel(byte[] deflated) {
    PngFile file = new PngFile();
    file.start(1, 8, 0);
    return file.end(deflated);
  }

  /** One gray pixel, after a chunk of any kind. */
  public static byte[] withChunk(String type, byte[] data) {
    PngFile file = new PngFile();
    file.start(1, 8, 0);
    file.chunk(type, data);
    return file.end(deflate(new byte[2]));
  }

  /** A header that promises a gray picture of any size, before a single row. */
  public static byte[] ofClaim(int width, int height) {
    PngFile file = new PngFile();
    file.start(width, height, 8, 0);
    return file.end(deflate(new byte[2]));
  }

  private void start(int width, int depth, int colourType) {
    start(width, 1, depth, colourType);
  }

  private void start(int width, int height, int depth, int colourType) {
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colourType)
            .array());
  }

  private byte[] end(byte[] deflated) {
    chunk("IDAT", deflated);
    chunk("IEND", new byte[0]);
    return out.toByteArray();
  }

  private void chunk(String type, byte[] data) {
    byte[] typed = new byte[4 + data.length];
    System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, typed, 0, 4);
    System.arraycopy(data, 0, typed, 4, data.length);
    CRC32 crc = new CRC32();
    crc.update(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  public static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(data);
      deflater.finish();
      byte[] buffer = new byte[data.length + 100];
      return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer));
    } finally {
      deflater.end();
    }
  }
}
