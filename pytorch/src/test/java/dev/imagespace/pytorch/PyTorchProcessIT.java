package dev.imagespace.pytorch;

import dev.imagespace.testing.process.ProcessContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch as a guest of a process. */
class PyTorchProcessIT extends ProcessContract {

  PyTorchProcessIT(@TempDir Path home) {
    super("pytorch", home);
  }
}
