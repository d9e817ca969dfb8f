package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What people send by mistake: each is refused, by name and at once. Stateless. */
final class BadCalls {
  private BadCalls() {}

  static Call.Source of(ImageSpace space, Path directory) throws IOException {
    byte[] png = SmallFiles.smooth(100, "png");
    byte[] jpeg = SmallFiles.smooth(101, "jpeg");
    byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
    byte[] pdf = "%PDF-1.7\n1 0 obj".getBytes(StandardCharsets.US_ASCII);
    List<Call.Source> sources = new ArrayList<>();
    sources.add(picture(space, "half a PNG", half(png)));
    sources.add(picture(space, "half a JPEG", half(jpeg)));
    sources.add(picture(space, "PNG with a wrong byte", flipped(png)));
    sources.add(picture(space, "a HEIC", heic));
    sources.add(picture(space, "a PDF", pdf));
    sources.add(picture(space, "nothing", new byte[0]));
    sources.add(picture(space, "PNG of too many pixels", Pngs.gray(60_000, 60_000, 1)));
    sources.add(picture(space, "no such file", ImageSource.of(directory.resolve("missing.png"))));
    sources.add(picture(space, "a directory", ImageSource.of(directory)));
    return Call.Source.inTurn(sources);
  }

  private static Call.Source picture(ImageSpace space, String kind, byte[] bytes) {
    return picture(space, kind, ImageSource.of(bytes));
  }

  private static Call.Source picture(ImageSpace space, String kind, ImageSource source) {
    Call call = Call.items(kind, space, List.of(ImageData.of(source)));
    return random -> call;
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 0x55;
    return flipped;
  }
}
