package dev.imagespace.langchain4j.collection.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The text beside a picture that describes it. */
final class DescriptionFile {
  private static final long LONGEST = 64 * 1024;

  private DescriptionFile() {}

  /** Null where there is none, or nothing in it. */
  static @Nullable String beside(Path picture) throws IOException {
    String name = String.valueOf(picture.getFileName());
    Path file = picture.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    if (!Files.isRegularFile(file)) {
      return null;
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException("%s is longer than a description (64 KiB).".formatted(file));
    }
    try {
      String text = Files.readString(file).replace("\uFEFF", "").strip();
      return text.isEmpty() ? null : text;
    } catch (CharacterCodingException e) {
      throw new IOException("%s is not UTF-8 text.".formatted(file), e);
    }
  }
}
