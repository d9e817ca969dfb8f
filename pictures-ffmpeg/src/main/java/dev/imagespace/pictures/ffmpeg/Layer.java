package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.codec.StreamColour;
import dev.imagespace.pictures.ffmpeg.codec.TileDecoder;
import dev.imagespace.pictures.ffmpeg.container.Property.Nclx;
import java.util.Optional;

/**
 * The picture, or its transparency, decoded tile by tile and put together.
 *
 * @param planes of the whole
 * @param stream colours that its first stream speaks of
 */
record Layer(Planes planes, StreamColour stream) {

  /** Decodes; asks before each tile whether to go on. */
  static Layer decoded(EncodedImage image, TileLayout layout) {
    Planes planes = new Planes(layout.format(), layout.width(), layout.height());
    StreamColour first = tile(image, layout, 0, planes);
    for (int i = 1; i < layout.tiles().size(); i++) {
      tile(image, layout, i, planes);
    }
    return new Layer(planes, first);
  }

  private static StreamColour tile(EncodedImage image, TileLayout layout, int i, Planes into) {
    image.requireGoingOn();
    return TileDecoder.decode(
        image,
        layout.format(),
        layout.tiles().get(i),
        layout.tileWidth(),
        layout.tileHeight(),
        into,
        layout.left(i),
        layout.top(i));
  }

  Layer transformed(EncodedImage image, Transformations turns) {
    return new Layer(turns.apply(image, planes), stream);
  }

  /** What the file says of its colours, which outranks its streams. */
  StreamColour colours(Optional<Nclx> nclx) {
    return nclx.map(box -> new StreamColour(box.primaries(), box.matrix(), box.fullRange()))
        .orElse(stream);
  }
}
