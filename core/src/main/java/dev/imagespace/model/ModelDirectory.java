package dev.imagespace.model;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model's files, found.
 *
 * @param name as the user gave it
 * @param path of the directory
 */
public record ModelDirectory(String name, Path path) {

  public boolean has(String file) {
    return Files.isRegularFile(path.resolve(file));
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /** The model below a directory of this one; "" for this one. */
  public ModelDirectory in(String directory) {
    return new ModelDirectory(name, path.resolve(directory));
  }

  @Override
  public String toString() {
    return "model '" + name + "' in " + path;
  }
}
