package dev.imagespace.encode;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.VectorHead;
import java.util.function.Supplier;

/** A program with what becomes of its vectors. Thread-safe. */
final class HeadedProgram extends WrappedProgram {
  private final VectorHead head;

  private HeadedProgram(Program program, VectorHead head) {
    super(program);
    this.head = head;
  }

  /** The program, or one around it where something becomes of its vectors. */
  static Program of(Program program, VectorHead head) {
    return head.isNone() ? program : new HeadedProgram(program, head);
  }

  @Override
  float[] around(Batch batch, Supplier<float[]> run) {
    return head.apply(run.get(), batch.size());
  }
}
