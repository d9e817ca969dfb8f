package dev.imagespace.sample.collection;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The pictures that come with the application. */
final class Gallery {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Gallery() {}

  static List<Picture> pictures() {
    try (InputStream in = new ClassPathResource("gallery/gallery.json").getInputStream()) {
      return List.of(JSON.readValue(in, Entry[].class)).stream()
          .map(entry -> new Picture(entry.file, entry.description, entry.source))
          .toList();
    } catch (IOException e) {
      throw new CollectionException("The gallery of the application cannot be read: " + e, e);
    }
  }

  /** The source stands for the bytes: a picture that is exchanged comes from elsewhere. */
  record Entry(String file, @Nullable String description, String source) {}
}
