package dev.imagespace.pictures.decode.tiff;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.tiff.TiffBlocks.Block;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of all strips or tiles, each of which must give as many bytes as its size asks for. Of
 * one picture; not thread-safe.
 */
final class TiffPixels {
  private final EncodedImage image;
  private final TiffDirectory directory;
  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final Predictor predictor;
  private final SampleRows rows;
  private final @Nullable YcbcrBlocks ycbcr;
  private final @Nullable TiffJpeg jpeg;

  TiffPixels(
      EncodedImage image,
      TiffDirectory directory,
      TiffLayout layout,
      TiffBlocks blocks,
      byte[] colours)
      throws IOException {
    this.image = image;
    this.directory = directory;
    this.layout = layout;
    this.blocks = blocks;
    predictor = Predictor.of(image, directory, layout);
    rows = new SampleRows(layout, colours);
    boolean isJpeg = layout.compression() == TiffCompression.JPEG;
    boolean converts = layout.isConvertedYcbcr() && !(isJpeg && !layout.planes());
    ycbcr = converts ? YcbcrBlocks.of(image, directory) : null;
    if (ycbcr != null && layout.planes() && !ycbcr.isWhole()) {
      throw image.unsupported("TIFF layout not supported: subsampled chroma in planes.");
    }
    jpeg = isJpeg ? TiffJpeg.of(image, directory, layout) : null;
  }

  /** Waits for memory: the pixels, and a block unpacked; or the pixels a second time, turned. */
  void reserve() {
    long turned = layout.orientation() == ExifOrientation.UPRIGHT ? 0 : layout.shape().bytes();
    image.reserve(layout.shape(), layout.shape().bytes() + Math.max(buffer(), turned));
  }

  private long buffer() {
    long longest = layout.reversedBits() ? image.bytes().length : 0;
    return isDirect() || jpeg != null ? longest : longest + unpackedBytes(blocks.height());
  }

  /** Whether strips are unpacked to where the picture is. */
  private boolean isDirect() {
    return layout.isPlain() && !blocks.tiled() && jpeg == null;
  }

  private int unpackedBytes(int height) {
    if (ycbcr != null && !layout.planes()) {
      return ycbcr.bytes(blocks.width(), height);
    }
    return Math.multiplyExact(layout.rowBytes(blocks.width()), height);
  }

  /** Refuses a small file that claims to be a large picture. */
  void requireHeld() {
    if (jpeg == null && layout.compression() != TiffCompression.NONE) {
      long most = unpackedBytes(blocks.height());
      for (int i = 0; i < blocks.across() * blocks.down(); i++) {
        image.requireGoingOn();
        Block block = blocks.packed(i);
        boolean last = !blocks.tiled() && i == blocks.down() - 1;
        if (!last && !layout.compression().canHold(block.end() - block.from(), most)) {
          throw tooFew(i, block.end() - block.from(), most);
        }
      }
    }
  }

  byte[] read() throws IOException {
    byte[] out = new byte[Math.toIntExact(layout.shape().bytes())];
    byte[] buffer = isDirect() || jpeg != null ? out : new byte[unpackedBytes(blocks.height())];
    int planes = layout.planes() ? layout.samples() : 1;
    try (StripDecoders decoders = StripDecoders.of(image, directory, layout, blocks.width())) {
      int number = 0;
      for (int plane = 0; plane < planes; plane++) {
        for (int top = 0; top < layout.height(); top += blocks.height()) {
          for (int left = 0; left < layout.width(); left += blocks.width()) {
            image.requireGoingOn();
            Place place = new Place(number++, plane, left, top);
            if (jpeg == null) {
              read(place, decoders.decoder(), buffer, out);
            } else {
              readJpeg(place, jpeg, out);
            }
          }
        }
      }
    }
    return out;
  }

  /** Of a block: its number, its sample, and its first pixel. */
  private record Place(int number, int plane, int left, int top) {}

  private void read(Place place, StripDecoder decoder, byte[] buffer, byte[] out) {
    int height = blocks.rows(place.top(), layout.height());
    int wanted = unpackedBytes(height);
    int start = isDirect() ? place.top() * layout.rowBytes(layout.width()) : 0;
    boolean plain = layout.compression() == TiffCompression.NONE;
    if (plain) {
      height = Math.min(height, layout.height() - place.top());
      wanted = unpackedBytes(height);
    }
    Block block = plain ? blocks.plain(place.number(), wanted) : blocks.packed(place.number());
    byte[] in = image.bytes();
    if (layout.reversedBits()) {
      in = BitOrder.reversed(in, block.from(), block.end());
      block = new Block(0, in.length);
    }
    int unpacked = decoder.unpack(in, block.from(), block.end(), buffer, start, wanted);
    if (unpacked < wanted) {
      throw tooFew(place.number(), unpacked, wanted);
    }
    predictor.undo(layout, buffer, start, layout.rowBytes(blocks.width()), height);
    if (!isDirect()) {
      convert(place, buffer, layout.rowBytes(blocks.width()), height, out);
    }
  }

  private void readJpeg(Place place, TiffJpeg decoder, byte[] out) throws IOException {
    int height = blocks.rows(place.top(), layout.height());
    Block block = blocks.packed(place.number());
    TiffJpeg.Unpacked samples =
        decoder.decode(block.from(), block.end(), blocks.width(), height, layout.shape().bytes());
    convert(place, samples.bytes(), samples.rowBytes(), height, out);
  }

  private void convert(Place place, byte[] buffer, int rowBytes, int height, byte[] out) {
    int pixels = Math.min(blocks.width(), layout.width() - place.left());
    int bytes = layout.mode().bytesPerPixel();
    for (int y = 0; y < Math.min(height, layout.height() - place.top()); y++) {
      int to = ((place.top() + y) * layout.width() + place.left()) * bytes;
      if (ycbcr != null && !layout.planes()) {
        ycbcr.convert(buffer, 0, blocks.width(), y, pixels, out, to);
      } else {
        rows.convert(buffer, y * rowBytes, place.plane(), pixels, out, to);
      }
    }
    if (ycbcr != null && place.plane() == 2) {
      toRgb(ycbcr.tables(), place, Math.min(height, layout.height() - place.top()), pixels, out);
    }
  }

  /** Where the last plane is there, all samples of these pixels are. */
  private void toRgb(YcbcrTables tables, Place place, int height, int pixels, byte[] out) {
    for (int y = 0; y < height; y++) {
      int at = 3 * ((place.top() + y) * layout.width() + place.left());
      for (int end = at + 3 * pixels; at < end; at += 3) {
        tables.convert(out[at] & 0xff, out[at + 1] & 0xff, out[at + 2] & 0xff, out, at);
      }
    }
  }

  private RuntimeException tooFew(int number, long given, long wanted) {
    return image.rejected(
        "truncated or damaged TIFF: strip or tile %d gives %d of %d bytes."
            .formatted(number, given, wanted));
  }
}
