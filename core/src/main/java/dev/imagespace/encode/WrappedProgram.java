package dev.imagespace.encode;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.util.function.Supplier;

/** A program around another one, for what is done before and after its runs. */
abstract class WrappedProgram implements Program {
  private final Program program;

  WrappedProgram(Program program) {
    this.program = program;
  }

  /** One run of the program within, on all processors or on one. */
  abstract float[] around(Batch batch, Supplier<float[]> run);

  @Override
  public final float[] run(Batch batch) {
    return around(batch, () -> program.run(batch));
  }

  @Override
  public final float[] runOnOneProcessor(Batch batch) {
    return around(batch, () -> program.runOnOneProcessor(batch));
  }

  @Override
  public final boolean isLoaded() {
    return program.isLoaded();
  }

  @Override
  public final long weightBytes() {
    return program.weightBytes();
  }

  @Override
  public void release() {
    program.release();
  }
}
