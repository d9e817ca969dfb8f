package dev.imagespace.sample.web;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.sample.collection.OpenedCollection;
import dev.imagespace.sample.collection.PictureCollections;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the pictures of the collection, looked up by id: a caller never names a file. */
@RestController
class PictureController {
  /** By extension; a browser is told to guess nothing else, whatever the file holds. */
  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "bmp", "image/bmp",
          "webp", "image/webp",
          "tif", "image/tiff",
          "tiff", "image/tiff");

  private final PictureCollections collections;

  PictureController(PictureCollections collections) {
    this.collections = collections;
  }

  @GetMapping("/pictures/{id}")
  ResponseEntity<Resource> picture(@PathVariable String id) {
    OpenedCollection collection = collections.open();
    CollectionEntry picture =
        collection.find(id).orElseThrow(() -> new UnknownPictureException(id));
    Resource resource = resource(collection, picture, id);
    if (!resource.isReadable()) {
      throw new UnknownPictureException(id);
    }
    return ResponseEntity.ok()
        .contentType(type(picture.id()))
        .cacheControl(CacheControl.noCache())
        .body(resource);
  }

  private static Resource resource(
      OpenedCollection collection, CollectionEntry picture, String name) {
    try {
      return collection.resource(picture);
    } catch (InvalidPathException e) {
      // Indexed by a process in another locale.
      throw new UnknownPictureException(name);
    }
  }

  private static MediaType type(String file) {
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return MediaType.parseMediaType(TYPES.getOrDefault(extension, "application/octet-stream"));
  }
}
