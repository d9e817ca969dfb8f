package dev.imagespace.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.testing.NativesChild;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From where processes load the libraries of PyTorch. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class PyTorchNativesIT {
  private final NativesChild child;

  PyTorchNativesIT(@TempDir Path temporary) throws IOException {
    child = new NativesChild(temporary.toRealPath());
  }

  @Test
  void everyClassLoaderHasIt() throws Exception {
    assertThat(child.says("pytorch", "3")).contains("6 times the same 40 numbers", "exit code 0");
    assertThat(NativesChild.files(child.cache())).noneMatch(file -> file.startsWith("unpacking-"));
  }
}
