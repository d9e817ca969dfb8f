package dev.imagespace.pictures.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutatedPicturesIT {
  private final Path folder;

  MutatedPicturesIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void mutatedPicturesAreDecodedOrRefusedAndDoNotEndTheProcess()
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dimagespace.golden=" + System.getProperty("imagespace.golden"),
                MutatedPictures.class.getName(),
                "0",
                "5000")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("is over in time").isTrue();
    } finally {
      process.destroyForcibly();
    }

    String said = Files.readString(output);
    assertThat(process.exitValue()).as(end(said)).isZero();
    assertThat(said)
        .contains("seed 4999", "decoded=", "DAMAGED=", "UNSUPPORTED=", "TOO_LARGE=")
        .doesNotContain("ESCAPED");
  }

  /** With the seed that the process died of. */
  private static String end(String said) {
    return said.substring(Math.max(0, said.length() - 1000));
  }
}
