package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.testing.NativesChild;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From where processes load the libraries of ONNX Runtime. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class OnnxNativesIT {
  private static final String VECTOR = "2 times the same 40 numbers";

  private final NativesChild child;

  OnnxNativesIT(@TempDir Path temporary) throws IOException {
    child = new NativesChild(temporary.toRealPath());
  }

  @Test
  void aTruncatedLibraryIsReplaced() throws Exception {
    assertThat(child.says("onnx", "1")).contains(VECTOR);
    try (Stream<Path> files = Files.walk(child.cache())) {
      for (Path library : files.filter(file -> file.toString().endsWith(".so")).toList()) {
        try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 2);
        }
      }
    }
    assertThat(child.says("onnx", "1")).contains(VECTOR, "exit code 0");
  }

  @Test
  void everyClassLoaderHasIt() throws Exception {
    assertThat(child.says("onnx", "3")).contains("6 times the same 40 numbers", "exit code 0");
    assertThat(NativesChild.files(child.cache())).noneMatch(file -> file.startsWith("unpacking-"));
  }

  @Test
  void withoutAHomeItIsUnpackedForThisRunAlone() throws Exception {
    assertThat(child.option("-Duser.home=?").says("onnx", "1")).contains(VECTOR);
    assertThat(NativesChild.files(child.temporary())).isEmpty();
  }

  @Test
  void aMissingTemporaryDirectoryIsNamed() throws Exception {
    assertThat(child.option("-Djava.io.tmpdir=/not/there").says("onnx", "1"))
        .contains("EngineUnavailableException", "java.io.tmpdir", "/not/there")
        .doesNotContain(VECTOR);
  }
}
