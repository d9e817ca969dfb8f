package dev.imagespace.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sample-app/imagespace}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a script of the POSIX shell")
class FastStartIT {
  private final Path data;

  FastStartIT(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void theSecondCallTakesItsClassesFromTheArchiveAndAnswersTheSame() throws Exception {
    List<String> first = embed("first");
    List<String> second = embed("second");

    assertThat(first).hasSize(1).first().asString().contains("\"vector\"");
    assertThat(second).isEqualTo(first);
    assertThat(loaded("second"))
        .filteredOn(line -> line.contains(" dev.imagespace."))
        .anyMatch(line -> line.contains("shared objects file"))
        .noneMatch(line -> line.contains(".jar"));
  }

  private List<String> embed(String name) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("./imagespace", "embed", "--imagespace.sample.data-dir=" + data)
            .redirectError(data.resolve("stderr.txt").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log(name));
    Process process = builder.start();
    process.outputWriter(UTF_8).append("{\"id\": 1, \"text\": \"a red car\"}\n").close();
    List<String> answers = process.inputReader(UTF_8).lines().toList();
    assertThat(process.waitFor()).as(Files.readString(data.resolve("stderr.txt"))).isZero();
    return answers;
  }

  private List<String> loaded(String name) throws IOException {
    return Files.readAllLines(log(name));
  }

  private Path log(String name) {
    return data.resolve(name + "-classes.log");
  }
}
