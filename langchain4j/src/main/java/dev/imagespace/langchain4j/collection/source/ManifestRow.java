package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.langchain4j.data.document.Metadata;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a manifest or a query as an item. Stateless. */
final class ManifestRow {
  private ManifestRow() {}

  /**
   * The item of a row.
   *
   * @param columns texts and numbers by name; what is not of the item itself is metadata
   * @param directory that paths are relative to
   */
  static SourceItem.Item item(Map<String, Object> columns, Path directory) {
    Map<String, Object> rest = new LinkedHashMap<>(columns);
    String id = text(rest.remove("id"));
    String picture = text(rest.remove("picture"));
    String description = text(rest.remove("description"));
    String version = text(rest.remove("version"));
    if (id == null && picture == null) {
      throw new CollectionException("the row has neither an 'id' nor a 'picture'");
    }
    ImageSource source = picture == null ? null : source(picture, directory);
    return new SourceItem.Item(
        id == null ? String.valueOf(picture) : id,
        new ImageData(source, description),
        Metadata.from(rest),
        version);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static ImageSource source(String text, Path directory) {
    ImageSource source = ImageSource.parseTrusted(text);
    return source instanceof ImageSource.File file
        ? ImageSource.of(directory.resolve(file.path()))
        : source;
  }
}
