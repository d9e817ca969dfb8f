package dev.imagespace.onnx;

import dev.imagespace.testing.process.ProcessContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime as a guest of a process. */
class OnnxProcessIT extends ProcessContract {

  OnnxProcessIT(@TempDir Path home) {
    super("onnx", home);
  }
}
