package dev.imagespace.testing.mutation;

import dev.imagespace.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** What a {@link Campaign} attacks. Has a public constructor without parameters. */
public interface Subject {

  /** Writes the files of one case to an empty directory; equal numbers give equal files. */
  void write(RandomGenerator random, Path directory) throws IOException;

  /**
   * Opens what was written, and uses it.
   *
   * @throws ModelException the one right way to refuse it; whatever else is thrown is a failure
   */
  void open(Path directory) throws Exception;
}
