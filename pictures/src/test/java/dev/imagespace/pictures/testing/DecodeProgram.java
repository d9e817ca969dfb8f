package dev.imagespace.pictures.testing;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Decodes the files that it is given the names of, and needs no library for it. */
public final class DecodeProgram {
  private DecodeProgram() {}

  public static void main(String... names) throws IOException {
    System.out.print(describe(Arrays.stream(names).map(Path::of).toList()));
  }

  /** A line for each: mode, size, and a number of the samples. */
  public static String describe(List<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      DecodedImage image =
          Pictures.exact().decode(Files.readAllBytes(file), ImageLimits.defaults());
      text.append(image).append(' ').append(Arrays.hashCode(image.samples())).append('\n');
    }
    return text.toString();
  }
}
