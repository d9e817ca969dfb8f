package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.COMPRESSION;

import dev.imagespace.pictures.decode.EncodedImage;

/** How the strips of a TIFF are packed. */
enum TiffCompression {
  NONE(1),
  /** CCITT modified Huffman: rows of runs, each of whole bytes. */
  CCITT_RLE(Integer.MAX_VALUE),
  CCITT_GROUP_3(Integer.MAX_VALUE),
  CCITT_GROUP_4(Integer.MAX_VALUE),
  LZW(4096),
  JPEG(Integer.MAX_VALUE),
  DEFLATE(1032),
  PACK_BITS(64);

  /** Bytes at most that one packed byte stands for, as far as that can be said. */
  private final int ratio;

  TiffCompression(int ratio) {
    this.ratio = ratio;
  }

  static TiffCompression of(EncodedImage image, TiffDirectory directory) {
    int tag = (int) directory.first(COMPRESSION, 1);
    return switch (tag) {
      case 1 -> NONE;
      case 2 -> CCITT_RLE;
      case 3 -> CCITT_GROUP_3;
      case 4 -> CCITT_GROUP_4;
      case 5 -> LZW;
      case 7 -> JPEG;
      case 8, 32946 -> DEFLATE;
      case 32773 -> PACK_BITS;
      default ->
          throw image.unsupported("TIFF compression not supported: %s.".formatted(name(tag)));
    };
  }

  private static String name(int tag) {
    return switch (tag) {
      case 6 -> "old-style JPEG (6)";
      case 32766 -> "NeXT (32766)";
      case 32771 -> "CCITT in words (32771)";
      case 32809 -> "ThunderScan (32809)";
      case 34676, 34677 -> "SGI logarithms (%d)".formatted(tag);
      case 34712 -> "JPEG 2000 (34712)";
      case 34887 -> "LERC (34887)";
      case 34925 -> "LZMA (34925)";
      case 50000 -> "Zstandard (50000)";
      case 50001 -> "WebP (50001)";
      case 50002 -> "JPEG XL (50002)";
      default -> Integer.toString(tag);
    };
  }

  /** Whether it can pack such samples. */
  boolean holds(int bits, int samples) {
    return switch (this) {
      case CCITT_RLE, CCITT_GROUP_3, CCITT_GROUP_4 -> bits == 1 && samples == 1;
      case JPEG -> bits == 8 && samples <= 4;
      default -> true;
    };
  }

  /** Whether so many packed bytes can hold so many. */
  boolean canHold(long packed, long unpacked) {
    return packed * ratio >= unpacked;
  }

  /** Whether differences of samples may be packed in their place. */
  boolean hasPredictor() {
    return this == LZW || this == DEFLATE;
  }
}
