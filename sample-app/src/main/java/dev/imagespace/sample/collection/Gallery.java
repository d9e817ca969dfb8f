package dev.imagespace.sample.collection;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.source.MirroredSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import dev.langchain4j.data.document.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The pictures that come with the application. */
final class Gallery implements MirroredSource {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final List<Entry> entries = read();
  private final Set<String> files =
      entries.stream().map(Entry::file).collect(Collectors.toUnmodifiableSet());

  private static List<Entry> read() {
    try (InputStream in = new ClassPathResource("gallery/gallery.json").getInputStream()) {
      return List.of(JSON.readValue(in, Entry[].class));
    } catch (IOException e) {
      throw new CollectionException("The gallery of the application cannot be read: " + e, e);
    }
  }

  @Override
  public Stream<SourceItem> items() {
    return entries.stream().map(Gallery::item);
  }

  private static SourceItem item(Entry entry) {
    var picture =
        ImageSource.of(
            entry.file, () -> CollectionKind.GALLERY.resource(entry.file).getInputStream());
    return new SourceItem.Item(
        entry.file, ImageData.of(picture, entry.description), new Metadata(), entry.source);
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(entries.size());
  }

  @Override
  public boolean covers(String id) {
    return true;
  }

  @Override
  public boolean holds(String id) {
    return files.contains(id);
  }

  /** The source stands for the bytes: a picture that is exchanged comes from elsewhere. */
  record Entry(String file, @Nullable String description, String source) {}
}
