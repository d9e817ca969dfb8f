package dev.imagespace.sample;

import dev.imagespace.sample.collection.CollectionChoice;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application adds to the starter's properties. Immutable.
 *
 * @param dataDir Directory that keeps the vectors of pictures, a directory for each collection and
 *     model.
 * @param collection Pictures that a search looks through.
 * @param allowedHosts Names under which the web application is asked for, besides localhost and the
 *     address that it is reached at.
 */
@ConfigurationProperties("imagespace.sample")
public record SampleProperties(
    // A String: Spring would look up a relative Path on the class path before the file system.
    String dataDir,
    @DefaultValue("auto") CollectionChoice collection,
    @DefaultValue List<String> allowedHosts) {

  /** A shell leaves the tilde of --name=~/dir as it is. */
  public Path directory() {
    return dataDir.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), dataDir.substring(2))
        : Path.of(dataDir);
  }
}
