package dev.imagespace.image;

import java.io.IOException;
import java.util.List;

/**
 * Loads pictures within limits: PNG, JPEG, BMP, the first frame of a GIF or WebP, and the first
 * page of a TIFF. Thread-safe.
 *
 * <p>Width and height are read from the header and checked before a pixel is allocated. Colour
 * profiles and gamma are ignored, as every Python peer does.
 */
public final class ImageLoader {
  private static final List<ImageDecoder> DECODERS =
      List.of(
          new PngDecoder(),
          new JpegDecoder(),
          new GifDecoder(),
          new BmpDecoder(),
          new WebpDecoder(),
          new TiffDecoder(),
          ForeignFormat.AVIF,
          ForeignFormat.HEIC);

  private final List<ImageDecoder> decoders;
  private final ImageLimits limits;
  private final SourceBytes sourceBytes;

  public ImageLoader(ImageLimits limits) {
    this(limits, DECODERS);
  }

  private ImageLoader(ImageLimits limits, List<ImageDecoder> decoders) {
    this.decoders = decoders;
    this.limits = limits;
    this.sourceBytes = new SourceBytes(limits, SourceBytes::refuseUrl);
  }

  /**
   * A loader that leaves out rows and columns of JPEGs, as long as at least twice as many are left
   * as a model needs: {@link PixelRules.Decode#FAST}.
   *
   * @param neededSide of the shorter side, pixels
   */
  public ImageLoader sampling(int neededSide) {
    return new ImageLoader(
        limits,
        decoders.stream()
            .map(each -> each instanceof JpegDecoder ? new JpegDecoder(neededSide) : each)
            .toList());
  }

  /**
   * Decodes in the native mode of the file.
   *
   * @throws ImageRejectedException if the source cannot be read, exceeds a limit, or is no complete
   *     picture in a supported format
   */
  public DecodedImage load(ImageSource source) {
    EncodedImage image = new EncodedImage(sourceBytes.read(source), source.describe(), limits);
    for (ImageDecoder decoder : decoders) {
      if (decoder.recognises(image)) {
        return decode(decoder, image);
      }
    }
    throw new ImageRejectedException(
        "Not a picture in a supported format: %s (%d bytes). Supported: PNG, JPEG, WebP, TIFF, GIF, BMP."
            .formatted(source.describe(), image.bytes().length));
  }

  /** Decoders meet hostile bytes: whatever they throw says something about the picture. */
  private static DecodedImage decode(ImageDecoder decoder, EncodedImage image) {
    try {
      return decoder.decode(image);
    } catch (ImageRejectedException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw image.rejected(
          "not enough memory to decode this picture. Lower 'imagespace.image.max-pixels' to refuse its like earlier, or give the JVM more.",
          e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw image.rejected("damaged or not a valid " + decoder.format() + ".", e);
    } catch (VirtualMachineError | LinkageError e) {
      // A broken machine or installation, not a bad picture.
      throw e;
    } catch (Error e) {
      throw image.rejected("damaged or not a valid " + decoder.format() + ".", e);
    }
  }
}
