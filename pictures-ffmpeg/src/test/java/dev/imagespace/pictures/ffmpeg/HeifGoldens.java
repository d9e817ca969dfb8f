package dev.imagespace.pictures.ffmpeg;

import com.google.gson.JsonObject;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pictures of golden/heif, and what pillow-heif and Pillow make of them. */
final class HeifGoldens {
  private HeifGoldens() {}

  static List<String> names() {
    return facts().keySet().stream().sorted().toList();
  }

  /** What Pillow says of it besides its pixels. */
  static JsonObject fact(String name) {
    return facts().getAsJsonObject(name);
  }

  private static JsonObject facts() {
    return GoldenPictures.json("heif/heif.json").getAsJsonObject("pictures");
  }

  static byte[] bytes(String name) {
    return GoldenPictures.bytes(GoldenPictures.path("heif").resolve(name));
  }

  /** Ours. */
  static DecodedImage decoded(String name) {
    return decoded(bytes(name));
  }

  static DecodedImage decoded(byte[] bytes) {
    return Pictures.exact().decode(bytes, ImageLimits.defaults());
  }

  /** Theirs. */
  static DecodedImage peer(String name) {
    return decoded(bytes(name + ".png"));
  }

  /** The largest difference of two levels of pictures of one shape. */
  static int largestDifference(DecodedImage one, DecodedImage other) {
    int largest = 0;
    for (int i = 0; i < one.samples().length; i++) {
      int difference = (one.samples()[i] & 0xff) - (other.samples()[i] & 0xff);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }

  /**
   * A file with other numbers in the first box of this type.
   *
   * @param offset from the end of the type
   */
  static byte[] patched(String name, String box, int offset, int... bytes) {
    byte[] file = bytes(name);
    int at = indexOf(file, box) + 4 + offset;
    for (int i = 0; i < bytes.length; i++) {
      file[at + i] = (byte) bytes[i];
    }
    return file;
  }

  /** Where these characters are first. */
  static int indexOf(byte[] file, String ascii) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(ascii);
    if (at < 0) {
      throw new AssertionError("no " + ascii);
    }
    return at;
  }
}
