package dev.imagespace.tokenize;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The tables beside this class; the README.md there says where they come from. */
final class Resources {

  private Resources() {}

  static List<String> lines(String name) throws IOException {
    try (InputStream resource = Resources.class.getResourceAsStream(name)) {
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
