package dev.imagespace.tokenize.clean;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The tables of the tokenizers; the README.md there says where they come from. */
public final class Tables {

  private static final String FOLDER = "/dev/imagespace/tokenize/";

  private Tables() {}

  public static List<String> lines(String name) throws IOException {
    try (InputStream resource = Tables.class.getResourceAsStream(FOLDER + name)) {
      if (resource == null) {
        throw new FileNotFoundException(
            "'%s' is missing from the jar of imagespace-core".formatted(name));
      }
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8));
      return reader.lines().toList();
    }
  }
}
