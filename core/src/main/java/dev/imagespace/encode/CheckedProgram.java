package dev.imagespace.encode;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program of which nothing is taken on trust: that its weights are still the numbers that the
 * model was opened with, and that it gives a whole vector for every input. Thread-safe.
 */
final class CheckedProgram extends WrappedProgram {
  private final int dimension;
  private final List<StoredFile> files;

  /**
   * The same program, checked.
   *
   * @param dimension of its vectors
   * @param weights that it may read
   */
  CheckedProgram(Program program, int dimension, List<StoredTensor> weights) {
    super(program);
    this.dimension = dimension;
    this.files = weights.stream().map(StoredTensor::file).distinct().toList();
  }

  @Override
  float[] around(Batch batch, Supplier<float[]> run) {
    files.forEach(StoredFile::requireUntouched);
    float[] vectors;
    try {
      vectors = run.get();
    } catch (InternalError e) {
      throw unreadable(e);
    }
    files.forEach(StoredFile::requireUntouched);
    if (vectors.length != (long) batch.size() * dimension) {
      throw new IllegalStateException(
          "The engine gave %,d numbers for %,d inputs; vectors of %,d are %,d. Check its version, or name another by 'imagespace.backend'."
              .formatted(vectors.length, batch.size(), dimension, (long) batch.size() * dimension));
    }
    return vectors;
  }

  /** What the JVM makes of a page that cannot be read, where Java touches it. */
  static InvalidCheckpointException unreadable(InternalError fault) {
    return new InvalidCheckpointException(
        "A file of weights could not be read on: it was cut while it was in use, or its disk fails (%s). Restart the application; publish a changed model under another path, and never write to a file in its place."
            .formatted(fault.getMessage()),
        fault);
  }
}
