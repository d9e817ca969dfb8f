package dev.imagespace.sample;

import dev.imagespace.sample.collection.CollectionChoice;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application adds to the starter's properties. Immutable.
 *
 * @param dataDir Directory that keeps the vectors of pictures, a file for each collection and
 *     model.
 * @param collection Pictures that a search looks through.
 */
@ConfigurationProperties("imagespace.sample")
public record SampleProperties(
    // A String: Spring would look up a relative Path on the class path before the file system.
    String dataDir, @DefaultValue("auto") CollectionChoice collection) {

  /** A shell leaves the tilde of --name=~/dir as it is. */
  public Path directory() {
    return dataDir.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), dataDir.substring(2))
        : Path.of(dataDir);
  }
}
