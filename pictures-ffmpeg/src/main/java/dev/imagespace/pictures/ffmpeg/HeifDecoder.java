package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ForeignFormat;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.ffmpeg.codec.StreamFormat;
import dev.imagespace.pictures.ffmpeg.codec.StreamFormat.Coding;
import dev.imagespace.pictures.ffmpeg.colour.Peer;
import dev.imagespace.pictures.ffmpeg.container.HeifFile;
import dev.imagespace.pictures.ffmpeg.container.Item;
import dev.imagespace.pictures.ffmpeg.container.Property.Nclx;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the primary picture of a HEIC or AVIF file, as pillow-heif and Pillow do: with their
 * arithmetic, but without their decoders, so that equal pixels are no promise. Thread-safe.
 *
 * <p>HEIC comes turned, mirrored and cropped as its file says; AVIF as it is stored, with the turn
 * as its EXIF orientation and without its crop: so do the peers. Gray without alpha is {@link
 * Mode#GRAY}, or {@link Mode#GRAY16} of HEIC with more than 8 bits; all else RGB or RGBA.
 * Thumbnails, depths, gain maps and sequences are not looked at.
 */
public final class HeifDecoder implements ImageDecoder {

  /** Found by {@link java.util.ServiceLoader}; loads nothing native. */
  public HeifDecoder() {}

  @Override
  public String format() {
    return "HEIC or AVIF";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return ForeignFormat.HEIC.recognises(image) || ForeignFormat.AVIF.recognises(image);
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    HeifFile file = HeifFile.read(image);
    Item primary = file.primary();
    TileLayout colour = TileLayout.of(image, file, primary);
    Optional<TileLayout> alpha = file.alpha(primary).map(item -> TileLayout.of(image, file, item));
    alpha.ifPresent(layer -> requireSameSize(image, colour, layer));
    Transformations turns = Transformations.of(image, primary);
    boolean asStored = colour.format().coding() == Coding.AV1;
    Mode mode = alpha.isPresent() ? Mode.RGBA : opaque(colour.format());
    reserve(image, colour, alpha, mode, turns);

    Layer main = Layer.decoded(image, colour);
    Optional<Layer> transparency = alpha.map(layout -> Layer.decoded(image, layout));
    if (!asStored) {
      main = main.transformed(image, turns);
      transparency = transparency.map(layer -> layer.transformed(image, turns));
    }
    Peer peer = asStored ? Peer.LIBAVIF : Peer.LIBHEIF;
    Pixels pixels = new Pixels(image, peer, mode, main.planes().width(), main.planes().height());
    pixels.colour(main.planes(), main.colours(primary.property(Nclx.class)));
    if (transparency.isPresent()) {
      Layer layer = transparency.get();
      pixels.alpha(layer.planes(), layer.stream(), file.isPremultiplied(primary));
    }
    return asStored ? pixels.picture().withOrientation(turns.orientation()) : pixels.picture();
  }

  /** Pillow shows deep gray of HEIC as it is, and of AVIF in 8 bits. */
  private static Mode opaque(StreamFormat format) {
    if (!format.gray()) {
      return Mode.RGB;
    }
    return format.depth() > 8 && format.coding() == Coding.HEVC ? Mode.GRAY16 : Mode.GRAY;
  }

  private static void requireSameSize(EncodedImage image, TileLayout colour, TileLayout alpha) {
    if (alpha.width() != colour.width() || alpha.height() != colour.height()) {
      throw image.unsupported(
          "alpha of %d×%d pixels for a picture of %d×%d."
              .formatted(alpha.width(), alpha.height(), colour.width(), colour.height()));
    }
  }

  private static void reserve(
      EncodedImage image,
      TileLayout colour,
      Optional<TileLayout> alpha,
      Mode mode,
      Transformations turns) {
    List<TileLayout> layers = alpha.map(layer -> List.of(colour, layer)).orElse(List.of(colour));
    long planes = layers.stream().mapToLong(TileLayout::planeBytes).sum();
    long decoder = layers.stream().mapToLong(TileLayout::decoderBytes).max().orElse(0);
    PictureShape shape =
        PictureShape.of(mode, colour.width(), colour.height()).oriented(turns.orientation());
    long turning = turns.isNothing() ? 0 : shape.bytes();
    image.reserve(shape, Math.max(planes + decoder, planes + shape.bytes() + turning));
  }
}
