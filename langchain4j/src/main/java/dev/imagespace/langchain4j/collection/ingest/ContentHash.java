package dev.imagespace.langchain4j.collection.ingest;

import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Tells whether an item is what it was. Stateless. */
final class ContentHash {
  private ContentHash() {}

  /** Reads the picture where the program itself may: files, bytes and streams that it named. */
  static Hashes of(SourceItem.Item item) throws IOException {
    String picture = ofPicture(item.data().image(), item.version());
    MessageDigest content = Sha256.digest();
    content.update(bytes(picture == null ? "" : picture));
    content.update((byte) 0);
    content.update(bytes(item.data().description() == null ? "" : item.data().description()));
    return new Hashes(Sha256.hex(content), picture, item.version());
  }

  private static @Nullable String ofPicture(@Nullable ImageSource picture, @Nullable String version)
      throws IOException {
    if (picture == null) {
      return null;
    }
    MessageDigest hash = Sha256.digest();
    if (picture instanceof ImageSource.File file && Files.isRegularFile(file.path())) {
      try (InputStream in = Files.newInputStream(file.path())) {
        Sha256.update(hash, in);
      }
    } else if (picture instanceof ImageSource.Bytes encoded) {
      hash.update(encoded.bytes());
    } else if (picture instanceof ImageSource.Stream stream && version == null) {
      try (InputStream in = stream.opener().open()) {
        Sha256.update(hash, in);
      }
    } else {
      // What a stranger names is read by the space alone, by its rules: here its name counts.
      hash.update(bytes(nameOf(picture) + "\n" + version));
    }
    return Sha256.hex(hash);
  }

  private static String nameOf(ImageSource picture) {
    if (picture instanceof ImageSource.Uri uri) {
      return uri.uri().toString();
    } else if (picture instanceof ImageSource.NamedFile file) {
      return file.path().toString();
    } else if (picture instanceof ImageSource.Stream stream) {
      return stream.name();
    }
    return picture.describe();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
