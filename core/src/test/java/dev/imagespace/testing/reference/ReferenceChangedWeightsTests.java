package dev.imagespace.testing.reference;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.ChangedWeightsContract;

/** Files that change under an engine that reads them itself. */
class ReferenceChangedWeightsTests extends ChangedWeightsContract {

  @Override
  protected Execution.Builder execution() {
    return Execution.builder().backend("reference");
  }
}
