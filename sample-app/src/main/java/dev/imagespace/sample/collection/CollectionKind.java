package dev.imagespace.sample.collection;

import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Where the pictures of a collection lie. */
public enum CollectionKind {
  GALLERY {
    @Override
    Resource resource(String file) {
      return new ClassPathResource("gallery/images/" + file);
    }
  },
  INDEX {
    @Override
    Resource resource(String file) {
      return new FileSystemResource(file);
    }
  };

  /** The bytes of a picture; only for names that a collection holds, never for a caller's. */
  abstract Resource resource(String file);

  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
