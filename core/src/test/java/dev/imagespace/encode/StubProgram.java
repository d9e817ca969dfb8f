package dev.imagespace.encode;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.util.Arrays;
import java.util.function.Consumer;

/** A program that shows a test each batch; each vector is of one number, which says that it ran. */
final class StubProgram implements Program {
  private final Consumer<Batch> test;

  StubProgram(Consumer<Batch> test) {
    this.test = test;
  }

  @Override
  public float[] run(Batch batch) {
    test.accept(batch);
    float[] vectors = new float[batch.size()];
    Arrays.fill(vectors, 1);
    return vectors;
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public void release() {}
}
