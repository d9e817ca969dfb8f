package dev.imagespace.tensor.djl;

import dev.imagespace.testing.process.ProcessContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch as a guest of a process. */
class DjlProcessIT extends ProcessContract {

  DjlProcessIT(@TempDir Path home) {
    super("pytorch", home);
  }
}
