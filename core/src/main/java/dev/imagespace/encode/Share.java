package dev.imagespace.encode;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;

/** The processors that a run may take. */
enum Share {
  /** All of them: no other network runs. */
  ALL,
  /** Its part: others run beside it. */
  PART;

  float[] run(Program program, Batch batch) {
    return this == ALL ? program.run(batch) : program.runOnOneProcessor(batch);
  }
}
