package dev.imagespace.pytorch;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.CaseVectorsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as the peers save and read them. */
class PyTorchCaseVectorsTests extends CaseVectorsContract {

  PyTorchCaseVectorsTests(@TempDir Path directory) {
    super(directory);
  }

  @Override
  protected Execution execution() {
    return Execution.builder().backend("pytorch").build();
  }
}
