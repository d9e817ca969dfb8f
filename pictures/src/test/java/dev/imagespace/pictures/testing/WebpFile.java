package dev.imagespace.pictures.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes WebPs of one colour, and such as no encoder would write. Numbers are written in bits. */
public final class WebpFile {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int count;

  /** A VP8L stream up to its transforms. */
  public static WebpFile lossless(int width, int height, boolean alpha) {
    WebpFile file = new WebpFile().write(0x2f, 8).write(width - 1, 14).write(height - 1, 14);
    return file.write(alpha ? 1 : 0, 1).write(0, 3);
  }

  /** Without what says how large it is, as an alpha plane is written. */
  public static WebpFile headless() {
    return new WebpFile();
  }

  public WebpFile write(int value, int width) {
    for (int i = 0; i < width; i++) {
      bits |= (value >> i & 1) << count;
      if (++count == 8) {
        out.write(bits);
        bits = 0;
        count = 0;
      }
    }
    return this;
  }

  /** The transform that predicts, the same way everywhere, in tiles of four by four. */
  public WebpFile predictor() {
    return write(1, 1).write(0, 2).write(0, 3).small();
  }

  /** A palette of so many colours, all of them black. */
  public WebpFile palette(int colours) {
    return write(1, 1).write(3, 2).write(colours - 1, 8).small();
  }

  /** A picture within the picture: no cache, one colour. */
  public WebpFile small() {
    return write(0, 1).ofOneSymbol(5);
  }

  /** The picture itself, without a transform: no cache, no regions, one colour. */
  public WebpFile pixels() {
    return write(0, 1).write(0, 1).write(0, 1).ofOneSymbol(5);
  }

  /** Codes of one symbol each, which is 0. */
  public WebpFile ofOneSymbol(int codes) {
    for (int i = 0; i < codes; i++) {
      // Simple, one symbol, of one bit, 0.
      write(1, 4);
    }
    return this;
  }

  /** A code of 256 symbols, all of eight bits. */
  public WebpFile ofAllBytes() {
    // Lengths: a code for 8 (one bit) and for "as before, 3 to 6 times" (one bit).
    write(0, 1).write(19 - 4, 4);
    for (int symbol :
        new int[] {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}) {
      write(symbol == 8 || symbol == 16 ? 1 : 0, 3);
    }
    // As many lengths are written: one, and 51 times five more.
    write(1, 1).write(3, 3).write(52 - 2, 8);
    write(0, 1);
    for (int written = 1; written < 256; written += 5) {
      write(1, 1).write(2, 2);
    }
    return this;
  }

  /** A symbol of {@link #ofAllBytes}, whose codes start with their highest bit. */
  public WebpFile symbol(int value) {
    return write(Integer.reverse(value) >>> 24, 8);
  }

  /** What was written, with some zeros behind it. */
  public byte[] stream() {
    write(0, 64);
    return out.toByteArray();
  }

  public byte[] file() {
    return riff(chunk("VP8L", stream()));
  }

  /** A VP8 key frame without any coefficient. */
  public static byte[] lossy(int width, int height) {
    int first = 1000 + (width + 15) / 16 * ((height + 15) / 16);
    ByteBuffer frame = ByteBuffer.allocate(10 + 2 * first).order(ByteOrder.LITTLE_ENDIAN);
    int tag = 1 << 4 | first << 5;
    frame.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
    frame.put((byte) 0x9d).put((byte) 1).put((byte) 0x2a);
    frame.putShort((short) width).putShort((short) height);
    return chunk("VP8 ", frame.array());
  }

  /** An alpha plane that is a VP8L stream. */
  public static byte[] alpha(WebpFile pixels) {
    byte[] stream = pixels.stream();
    byte[] plane = new byte[stream.length + 1];
    plane[0] = 1;
    System.arraycopy(stream, 0, plane, 1, stream.length);
    return chunk("ALPH", plane);
  }

  public static byte[] canvas(int flags, int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags);
    header.putInt((width - 1) | (height - 1) << 24).putShort((short) ((height - 1) >> 8));
    return chunk("VP8X", header.array());
  }

  /** A frame in the corner of an animation. */
  public static byte[] frame(int width, int height, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0);
    header.putInt(0).putInt((width - 1) | (height - 1) << 24).putShort((short) ((height - 1) >> 8));
    return chunk("ANMF", joined(header.array(), joined(chunks)));
  }

  public static byte[] riff(byte[]... chunks) {
    byte[] webp = "WEBP".getBytes(StandardCharsets.US_ASCII);
    return chunk("RIFF", joined(webp, joined(chunks)));
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
    return chunk.array();
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
