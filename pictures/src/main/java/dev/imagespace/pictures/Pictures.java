package dev.imagespace.pictures;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.image.PixelRules;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ForeignFormat;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.bmp.BmpDecoder;
import dev.imagespace.pictures.decode.gif.GifDecoder;
import dev.imagespace.pictures.decode.jpeg.JpegDecoder;
import dev.imagespace.pictures.decode.png.PngDecoder;
import dev.imagespace.pictures.decode.tiff.TiffDecoder;
import dev.imagespace.pictures.decode.webp.WebpDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;

/**
 * Bytes to pixels, as Pillow decodes them: PNG, JPEG, BMP, the first frame of a GIF or WebP, the
 * first page of a TIFF, and whatever an {@link ImageDecoder} on the class path adds. Colour
 * profiles and gamma are ignored, as every Python peer does. {@link
 * dev.imagespace.pictures.preprocess.ImagePreprocessor} makes a model's input of them. Thread-safe.
 */
public final class Pictures {
  private static final Pictures EXACT = with(new JpegDecoder());

  private final List<ImageDecoder> decoders;

  private Pictures(List<ImageDecoder> decoders) {
    this.decoders = List.copyOf(decoders);
  }

  /** Returns what decodes by these, of which the first one that recognises a file reads it. */
  public static Pictures of(List<ImageDecoder> decoders) {
    return new Pictures(decoders);
  }

  private static Pictures with(JpegDecoder jpeg) {
    List<ImageDecoder> decoders =
        new ArrayList<>(
            List.of(
                new PngDecoder(),
                jpeg,
                new GifDecoder(),
                new BmpDecoder(),
                new WebpDecoder(),
                new TiffDecoder()));
    ServiceLoader.load(ImageDecoder.class, Pictures.class.getClassLoader()).forEach(decoders::add);
    decoders.addAll(List.of(ForeignFormat.AVIF, ForeignFormat.HEIC));
    return of(decoders);
  }

  /** Returns what decodes every pixel. */
  public static Pictures exact() {
    return EXACT;
  }

  /**
   * Returns what decodes large JPEGs to fewer pixels, at least twice as many as needed: {@link
   * PixelRules.Decode#FAST}.
   *
   * @param neededSide pixels of the shorter side that a model needs
   */
  public static Pictures fast(int neededSide) {
    return with(new JpegDecoder(neededSide));
  }

  /**
   * Decodes a picture in the mode in which it is stored.
   *
   * @param bytes of the whole file; not changed, and not to be changed meanwhile
   * @throws ImageRejectedException if they exceed a limit, or are no complete picture in a
   *     supported format
   */
  public DecodedImage decode(byte[] bytes, ImageLimits limits) {
    limits.checkBytes(bytes.length, "picture");
    return decode(new EncodedImage(bytes, "picture", limits));
  }

  /**
   * Decodes a picture within the time and memory of its budget. A decoder meets hostile bytes:
   * whatever it throws says something about the picture, and becomes a rejection.
   *
   * @throws ImageRejectedException if the picture exceeds a limit, or is no complete one in a
   *     supported format
   * @throws CancellationException if its budget tells the decoder to stop
   */
  public DecodedImage decode(EncodedImage image) {
    ImageDecoder decoder = decoder(image);
    try {
      return decoder.decode(image);
    } catch (ImageRejectedException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw damaged(decoder, image, e);
    } catch (VirtualMachineError | LinkageError e) {
      // A broken machine or installation, not a bad picture.
      throw e;
    } catch (Error e) {
      throw damaged(decoder, image, e);
    }
  }

  /** Returns whether a decoder knows the format, by the first bytes of a file. */
  public boolean recognises(EncodedImage image) {
    return decoders.stream().anyMatch(decoder -> decoder.recognises(image));
  }

  /**
   * Returns the name of the format, as {@code PNG}, by the first bytes of a file.
   *
   * @throws ImageRejectedException if no decoder knows it
   */
  public String format(EncodedImage image) {
    return decoder(image).format();
  }

  private ImageDecoder decoder(EncodedImage image) {
    return decoders.stream()
        .filter(decoder -> decoder.recognises(image))
        .findFirst()
        .orElseThrow(() -> unknownFormat(image));
  }

  private static ImageRejectedException damaged(
      ImageDecoder decoder, EncodedImage image, Throwable cause) {
    return image.rejected("damaged or not a valid " + decoder.format() + ".", cause);
  }

  private static ImageRejectedException unknownFormat(EncodedImage image) {
    return new ImageRejectedException(
        Reason.UNSUPPORTED,
        "Not a picture in a supported format: %s (%d bytes). Supported: PNG, JPEG, WebP, TIFF, GIF, BMP."
            .formatted(image.name(), image.bytes().length));
  }
}
