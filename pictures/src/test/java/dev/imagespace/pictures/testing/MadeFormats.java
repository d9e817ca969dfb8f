package dev.imagespace.pictures.testing;

import static java.util.Objects.requireNonNull;

import dev.imagespace.pictures.decode.tiff.TiffDirectory;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** A picture of one size in every format, layout and compression that is read. */
public final class MadeFormats {
  private final int width;
  private final int height;
  private final Map<String, byte[]> files = new TreeMap<>();

  private MadeFormats(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Files by what they are; those that begin with "native" take memory outside of the heap. */
  public static Map<String, byte[]> of(int width, int height) throws IOException {
    MadeFormats made = new MadeFormats(width, height);
    made.png();
    made.jpeg();
    made.gif();
    made.bmp();
    made.tiff();
    made.webp();
    return made.files;
  }

  private void png() throws IOException {
    int[][] layouts = {
      {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
      {4, 8}, {4, 16}, {6, 8}, {6, 16}
    };
    for (int[] layout : layouts) {
      byte[] file = PngFile.ofZeros(width, height, layout[1], layout[0]);
      files.put("png type %d of %d bits".formatted(layout[0], layout[1]), file);
    }
    files.put("png interlaced", written("png", rgb(), null, true, false));
  }

  private void jpeg() throws IOException {
    files.put("jpeg gray", written("jpeg", gray(), null, false, false));
    files.put("jpeg rgb", written("jpeg", rgb(), null, false, false));
    files.put("native jpeg progressive", written("jpeg", rgb(), null, true, false));
    WritableRaster ink =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(ink, null, null), null);
    }
    files.put("jpeg cmyk", out.toByteArray());
  }

  private void gif() throws IOException {
    for (int bits : new int[] {1, 4, 8}) {
      files.put(
          "gif of %d bits".formatted(bits), written("gif", indexed(bits), null, false, false));
    }
    byte[] part = requireNonNull(files.get("gif of 8 bits")).clone();
    part[6]++;
    files.put("gif on a larger screen", part);
    files.put("gif interlaced", written("gif", indexed(8), null, true, false));
  }

  private void bmp() throws IOException {
    for (int bits : new int[] {1, 4, 8, 16, 24, 32}) {
      int row = (width * bits + 31) / 32 * 4;
      int colours = bits <= 8 ? 4 << bits : 0;
      ByteBuffer file =
          ByteBuffer.allocate(54 + colours + row * height).order(ByteOrder.LITTLE_ENDIAN);
      file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(54 + colours);
      file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
      files.put("bmp of %d bits".formatted(bits), file.array());
    }
    files.put("bmp packed", written("bmp", indexed(8), "BI_RLE8", false, false));
  }

  private void tiff() throws IOException {
    int[][] layouts = {
      {1, 1, 1},
      {1, 1, 4},
      {1, 1, 8},
      {1, 1, 16},
      {2, 3, 8},
      {2, 3, 16},
      {2, 4, 8},
      {2, 4, 16},
      {5, 4, 8},
      {5, 4, 16}
    };
    for (int[] layout : layouts) {
      TiffFile file = TiffFile.of(width, height, layout[0], layout[1], layout[2]);
      String name = "tiff %d of %d times %d bits".formatted(layout[0], layout[1], layout[2]);
      files.put(name, file.bytes());
    }
    TiffFile spare = TiffFile.of(width, height, 2, 4, 8).with(TiffDirectory.EXTRA_SAMPLES, 0);
    files.put("tiff with spare samples", spare.bytes());
    files.put("tiff turned", TiffFile.of(width, height, 2, 3, 8).with(274, 6).bytes());
    for (String how : new String[] {"LZW", "Deflate", "PackBits", "JPEG"}) {
      files.put("tiff " + how, written("tiff", rgb(), how, false, false));
      files.put("tiff in one tile, " + how, written("tiff", rgb(), how, false, true));
    }
    files.put("tiff in one tile of 16 bits", written("tiff", rgb16(), "Deflate", false, true));
    files.put("tiff fax", written("tiff", indexed(1), "CCITT T.6", false, true));
  }

  private void webp() {
    files.put("webp lossy", WebpFile.riff(WebpFile.lossy(width, height)));
    files.put("webp lossless", WebpFile.lossless(width, height, false).pixels().file());
    files.put("webp lossless, alpha", WebpFile.lossless(width, height, true).pixels().file());
    files.put("webp palette", WebpFile.lossless(width, height, true).palette(100).pixels().file());
    files.put(
        "webp predicted", WebpFile.lossless(width, height, false).predictor().pixels().file());
    byte[] alpha = WebpFile.alpha(WebpFile.headless().palette(100).pixels());
    byte[] lossy = WebpFile.lossy(width, height);
    files.put(
        "webp lossy, alpha", WebpFile.riff(WebpFile.canvas(0x10, width, height), alpha, lossy));
    files.put(
        "webp animation",
        WebpFile.riff(
            WebpFile.canvas(0x12, width + 1, height), WebpFile.frame(width, height, lossy)));
  }

  private BufferedImage rgb() {
    return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }

  private BufferedImage gray() {
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }

  private BufferedImage rgb16() {
    ColorSpace colours = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(colours, false, false, 1, DataBuffer.TYPE_USHORT);
    return new BufferedImage(
        model, model.createCompatibleWritableRaster(width, height), false, null);
  }

  private BufferedImage indexed(int bits) {
    byte[] colours = new byte[1 << bits];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) (7 + i * 31);
    }
    IndexColorModel model =
        new IndexColorModel(bits, colours.length, colours, colours, new byte[colours.length]);
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    return new BufferedImage(width, height, type, model);
  }

  private static byte[] written(
      String format,
      RenderedImage image,
      @Nullable String compression,
      boolean passes,
      boolean tile)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (passes) {
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    if (compression != null) {
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionType(compression);
    }
    if (tile) {
      how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      how.setTiling(image.getWidth(), image.getHeight(), 0, 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
