package dev.imagespace.testing.reference;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.GoldenVectorsContract;

/** All that core does around an engine gives the vectors of the Python peers. */
class ReferenceGoldenVectorsTests extends GoldenVectorsContract {

  @Override
  protected Execution execution() {
    return Execution.builder().backend("reference").build();
  }
}
