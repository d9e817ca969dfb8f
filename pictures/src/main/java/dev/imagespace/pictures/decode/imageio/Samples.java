package dev.imagespace.pictures.decode.imageio;

import dev.imagespace.pictures.decode.EncodedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rasters of any layout to interleaved bytes. */
public final class Samples {
  private Samples() {}

  /**
   * One byte a sample, bands in order: 16-bit samples keep their high byte, as in Pillow; samples
   * of fewer than eight bits stay as they are.
   */
  public static byte[] bytes(EncodedImage image, Raster raster) {
    byte[] own = ownArray(raster);
    if (own != null) {
      return own;
    }
    int bands = raster.getNumBands();
    int[] shifts = new int[bands];
    Arrays.setAll(shifts, b -> Math.max(0, raster.getSampleModel().getSampleSize(b) - 8));
    int rowLength = raster.getWidth() * bands;
    byte[] out = new byte[Math.multiplyExact(rowLength, raster.getHeight())];
    int[] row = new int[rowLength];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      image.requireGoingOn();
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int i = 0; i < rowLength; i++) {
        out[at++] = (byte) (row[i] >> shifts[i % bands]);
      }
    }
    return out;
  }

  /** Two bytes a sample of a raster of one band, the low byte first. */
  public static byte[] words(EncodedImage image, Raster raster) {
    int width = raster.getWidth();
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, 2), raster.getHeight())];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      image.requireGoingOn();
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int value : row) {
        out[at++] = (byte) value;
        out[at++] = (byte) (value >> 8);
      }
    }
    return out;
  }

  public static void invert(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ~samples[i];
    }
  }

  public static void scale(byte[] samples, int factor) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (samples[i] * factor);
    }
  }

  /** The array of the raster itself where it has the wanted layout: half the memory, no copy. */
  private static byte @Nullable [] ownArray(Raster raster) {
    int bands = raster.getNumBands();
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || raster.getParent() != null
        || model.getPixelStride() != bands
        || model.getScanlineStride() != bands * raster.getWidth()
        || buffer.getData().length != raster.getWidth() * raster.getHeight() * bands) {
      return null;
    }
    int[] offsets = model.getBandOffsets();
    boolean reversed = bands > 2 && offsets[0] == bands - 1;
    for (int b = 0; b < bands; b++) {
      if (offsets[b] != (reversed ? bands - 1 - b : b)) {
        return null;
      }
    }
    byte[] data = buffer.getData();
    if (reversed) {
      reverse(data, bands);
    }
    return data;
  }

  /** Blue, green, red to red, green, blue; with alpha before them to alpha behind them. */
  private static void reverse(byte[] data, int bands) {
    for (int i = 0; i < data.length; i += bands) {
      byte first = data[i];
      data[i] = data[i + bands - 1];
      data[i + bands - 1] = first;
      if (bands == 4) {
        byte second = data[i + 1];
        data[i + 1] = data[i + 2];
        data[i + 2] = second;
      }
    }
  }
}
