package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.CaseVectorsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as the peers save and read them. */
class OnnxCaseVectorsTests extends CaseVectorsContract {

  OnnxCaseVectorsTests(@TempDir Path directory) {
    super(directory);
  }

  @Override
  protected Execution execution() {
    return Execution.builder().backend("onnx").threads(1).build();
  }
}
