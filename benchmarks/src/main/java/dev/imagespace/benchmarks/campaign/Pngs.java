package dev.imagespace.benchmarks.campaign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNGs that are large as pictures and small as files. Stateless. */
final class Pngs {
  /** Of Adam7: first column and row, and steps to the next. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int PIECE = 1 << 16;

  private Pngs() {}

  /** Black, of so many rows; a thousandth of its pixels as bytes. */
  static byte[] gray(int width, int height, int rows) {
    return file(width, height, 0, (long) rows * (1 + width));
  }

  /** The same in Adam7's seven passes over the picture. */
  static byte[] interlaced(int width, int height) {
    long bytes = 0;
    for (int[] pass : PASSES) {
      bytes += (long) steps(height, pass[1], pass[3]) * (1 + steps(width, pass[0], pass[2]));
    }
    return file(width, height, 1, bytes);
  }

  private static int steps(int length, int from, int step) {
    return (length - from + step - 1) / step;
  }

  private static byte[] file(int width, int height, int interlace, long zeros) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8);
    chunk(file, "IHDR", head.put(12, (byte) interlace).array());
    chunk(file, "IDAT", deflated(zeros));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] deflated(long zeros) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, best)) {
      byte[] piece = new byte[PIECE];
      for (long left = zeros; left > 0; left -= PIECE) {
        out.write(piece, 0, (int) Math.min(PIECE, left));
      }
    } catch (IOException e) {
      throw new AssertionError("an array takes every byte", e);
    } finally {
      best.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
