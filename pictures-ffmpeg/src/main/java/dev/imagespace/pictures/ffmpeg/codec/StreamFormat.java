package dev.imagespace.pictures.ffmpeg.codec;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.container.Item;
import dev.imagespace.pictures.ffmpeg.container.Property;
import java.util.Arrays;

/**
 * How a coded picture is coded, as its file says: what comes out of the stream must be that.
 *
 * @param coding of the stream
 * @param depth bits of a sample: 8, 10 or 12
 * @param gray whether there is no colour
 * @param chromaShiftX 1 where colour has half as many columns, rounded up, else 0
 * @param chromaShiftY the same for rows
 * @param configuration content of box {@code hvcC} or {@code av1C}
 */
public record StreamFormat(
    Coding coding,
    int depth,
    boolean gray,
    int chromaShiftX,
    int chromaShiftY,
    byte[] configuration) {

  /** Of a stream. */
  public enum Coding {
    /** ITU-T H.265. */
    HEVC,
    /** AV1. */
    AV1
  }

  private static final int LEAST_HEVC = 23;
  private static final int LEAST_AV1 = 4;

  /** Reads it from a coded item. */
  public static StreamFormat of(EncodedImage image, Item item) {
    Property.Configuration place =
        item.property(Property.Configuration.class)
            .orElseThrow(
                () ->
                    image.unsupported(
                        "coded as '%s'; HEVC (hvc1) and AV1 (av01) are read."
                            .formatted(item.type())));
    byte[] bytes = Arrays.copyOfRange(image.bytes(), place.start(), place.end());
    StreamFormat format =
        switch (item.type() + " " + place.type()) {
          case "hvc1 hvcC" -> hevc(image, bytes);
          case "av01 av1C" -> av1(image, bytes);
          default ->
              throw image.unsupported(
                  "coded as '%s' with '%s'.".formatted(item.type(), place.type()));
        };
    if (format.depth != 8 && format.depth != 10 && format.depth != 12) {
      throw image.unsupported("%d bits a sample; 8, 10 and 12 are read.".formatted(format.depth));
    }
    return format;
  }

  /** ISO/IEC 14496-15, section 8.3.2.1. */
  private static StreamFormat hevc(EncodedImage image, byte[] box) {
    if (box.length < LEAST_HEVC || box[0] != 1) {
      throw image.rejected("box 'hvcC' is too short, or of another version.");
    }
    int chroma = box[16] & 3;
    int depth = 8 + (box[17] & 7);
    return new StreamFormat(
        Coding.HEVC,
        depth,
        chroma == 0,
        chroma == 1 || chroma == 2 ? 1 : 0,
        chroma == 1 ? 1 : 0,
        box);
  }

  /** AV1 Codec ISO Media File Format Binding, section 2.3.3. */
  private static StreamFormat av1(EncodedImage image, byte[] box) {
    if (box.length < LEAST_AV1 || (box[0] & 0x7f) != 1) {
      throw image.rejected("box 'av1C' is too short, or of another version.");
    }
    int flags = box[2];
    int depth = (flags & 0x40) == 0 ? 8 : (flags & 0x20) == 0 ? 10 : 12;
    return new StreamFormat(
        Coding.AV1, depth, (flags & 0x10) != 0, flags >> 3 & 1, flags >> 2 & 1, box);
  }

  /** Whether streams of both are planes of the same kind. */
  public boolean isLike(StreamFormat other) {
    return coding == other.coding
        && depth == other.depth
        && gray == other.gray
        && chromaShiftX == other.chromaShiftX
        && chromaShiftY == other.chromaShiftY;
  }

  /** With as much of colour as of luma. */
  public StreamFormat withFullChroma() {
    return new StreamFormat(coding, depth, gray, 0, 0, configuration);
  }

  /** Of a picture that lies on its side. */
  StreamFormat sideways() {
    return new StreamFormat(coding, depth, gray, chromaShiftY, chromaShiftX, configuration);
  }

  /** 1 or 3. */
  public int planes() {
    return gray ? 1 : 3;
  }

  /** 1 or 2, the low one first. */
  public int bytesPerSample() {
    return depth > 8 ? 2 : 1;
  }
}
