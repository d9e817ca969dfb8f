package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import org.jspecify.annotations.Nullable;

/**
 * Walks from marker to marker, as leniently as libjpeg does: bytes that are no marker are stepped
 * over, and lengths are believed as far as they are positive. Not thread-safe.
 */
final class Markers {
  /** Every scan is a pass over the whole picture; real progressive files have about ten. */
  private static final int MAX_SCANS = 500;

  /** What there is none of: a marker, a segment, a transform. */
  static final int NONE = -1;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final String EXIF = "Exif\0\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

  /** The bits between the markers, which may run into the next one. */
  final BitReader in;

  final JpegTables tables;
  private final EncodedImage image;
  private final int end;
  private @Nullable Frame frame;
  private int scans;
  private boolean jfif;
  private int adobe = NONE;
  private int exif = ExifOrientation.ABSENT;
  private int xmp = ExifOrientation.ABSENT;
  private boolean hasExif;

  /**
   * Starts at the SOI marker at {@code from}.
   *
   * @param tables that the stream may use, and adds to
   */
  Markers(EncodedImage image, int from, int end, JpegTables tables) {
    this.image = image;
    this.end = end;
    this.tables = tables;
    in = new BitReader(image.bytes(), from, end);
    readStart();
  }

  private void readStart() {
    if (in.nextByte() != 0xff || in.nextByte() != SOI) {
      throw image.rejected("damaged JPEG: no start marker.");
    }
    tables.resetConditioning();
    jfif = false;
    adobe = NONE;
  }

  /**
   * Reads up to the next scan.
   *
   * @return null at the end marker
   * @throws ImageRejectedException if the file ends before, or if a segment is damaged
   */
  @Nullable Scan nextScan() {
    while (true) {
      int marker = next();
      if (marker == NONE) {
        throw truncated();
      }
      if (marker == SOS) {
        return scan();
      }
      if (marker != EOI) {
        segment(marker);
      } else if (frame != null) {
        return null;
      } else {
        // Tables alone; the picture follows.
        readStart();
      }
    }
  }

  private Scan scan() {
    Frame known = frame();
    if (++scans > MAX_SCANS) {
      throw image.tooLarge("JPEG has more than " + MAX_SCANS + " scans.");
    }
    Segment segment = new Segment(image, in.at, end);
    Scan scan = Headers.scan(segment, known, scans);
    in.at = segment.end();
    return scan;
  }

  /**
   * Passes over what lies behind the only scan of a picture: segments, up to the end marker or to
   * the end of the file.
   */
  void readEnd() {
    int marker = next();
    while (marker != EOI && marker != NONE) {
      if (marker == SOS) {
        throw image.rejected("damaged JPEG: a scan too many.");
      }
      if (hasContent(marker)) {
        if (in.at + 2 > end) {
          return;
        }
        in.at = (int) Math.min(end, (long) in.at + Math.max(2, image.u16(in.at)));
      }
      marker = next();
    }
  }

  /** Reads a stream of tables alone. */
  void readTables() {
    int marker = next();
    while (marker != EOI && marker != NONE) {
      segment(marker);
      marker = next();
    }
  }

  /** The next marker, or {@link #NONE} at the end of the file. */
  int next() {
    int marker = in.marker;
    in.marker = 0;
    while (marker == 0) {
      int value = in.nextByte();
      while (value != 0xff && value != NONE) {
        value = in.nextByte();
      }
      while (value == 0xff) {
        value = in.nextByte();
      }
      marker = value;
    }
    return marker;
  }

  private boolean hasContent(int marker) {
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      return false;
    }
    boolean reserved = marker == SOI || marker == 0xc8 || marker == 0xde || marker == 0xdf;
    if (reserved || marker < 0xc0 || (marker > 0xef && marker != 0xfe)) {
      throw image.rejected("damaged JPEG: marker %02x.".formatted(marker));
    }
    return true;
  }

  private void segment(int marker) {
    image.requireGoingOn();
    if (!hasContent(marker)) {
      return;
    }
    Segment segment = new Segment(image, in.at, end);
    switch (marker) {
      case 0xc4 -> Definitions.huffman(segment, tables);
      case 0xcc -> Definitions.conditioning(segment, tables);
      case 0xdb -> Definitions.quantisation(segment, tables);
      case 0xdd -> Definitions.restarts(segment, tables);
      case 0xe0 -> jfif |= segment.left() >= 14 && segment.startsWith("JFIF\0");
      case 0xe1 -> application1(segment);
      case 0xee -> adobe(segment);
      default -> {
        if (Headers.isFrame(marker)) {
          frame(segment, marker);
        }
      }
    }
    in.at = segment.end();
  }

  private void frame(Segment segment, int marker) {
    if (frame != null) {
      throw segment.damaged();
    }
    frame = Headers.frame(segment, marker);
  }

  /** Of several of EXIF the first one counts, of XMP the last, as in Pillow. */
  private void application1(Segment segment) {
    byte[] bytes = image.bytes();
    if (!hasExif && segment.startsWith(EXIF)) {
      hasExif = true;
      exif = ExifOrientation.find(bytes, segment.at() + EXIF.length(), segment.end());
    } else if (segment.startsWith(XMP)) {
      xmp = ExifOrientation.inXmp(bytes, segment.at() + XMP.length(), segment.end());
    }
  }

  private void adobe(Segment segment) {
    if (segment.left() >= 12 && segment.startsWith("Adobe")) {
      adobe = image.u8(segment.at() + 11);
    }
  }

  ImageRejectedException truncated() {
    return image.rejected("truncated: the JPEG ends early.");
  }

  /** The header of the frame, which comes before the first scan. */
  Frame frame() {
    if (frame == null) {
      throw image.rejected("damaged JPEG: pixels come before their size.");
    }
    return frame;
  }

  /** As Pillow reads it: the first EXIF segment counts, then the last of XMP. */
  int orientation() {
    return ExifOrientation.choose(exif, xmp);
  }

  /**
   * Whether the components are luminance and chrominance (YCbCr, YCCK), by the rules of libjpeg
   * (default_decompress_parms).
   */
  boolean hasTransform() {
    var components = frame().components();
    if (components.size() == 4) {
      return adobe > 0;
    }
    if (components.size() == 3 && !jfif) {
      if (adobe != NONE) {
        return adobe != 0;
      }
      boolean rgb =
          components.get(0).id == 'R' && components.get(1).id == 'G' && components.get(2).id == 'B';
      return !rgb && !frame().lossless();
    }
    return true;
  }
}
