package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.pictures.testing.MadeFormats;
import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loader counts for a picture is what it takes, whatever its format. */
class PictureMemoryIT {
  /** What of the heap is in use for other things, and finds no room for the largest array. */
  private static final long SLACK = 2_000_000;

  private final Path folder;

  PictureMemoryIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "sentence", "clip", "visual", "drop"})
  void theEstimateIsEnoughAndNotThreeTimesAsMuch(String use) throws Exception {
    write(use.equals("none") ? "" : "png type . of (8|16)|tiff 5|gif of 8|webp lossy,|jpeg cmyk");
    SoftAssertions softly = new SoftAssertions();
    int measured = 0;
    for (String line : measured(use).lines().toList()) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[0].matches("\\d+")) {
        measured++;
        long estimate = Long.parseLong(words[0]);
        long truth = Long.parseLong(words[1]);
        softly.assertThat(truth).as(line).isLessThan(estimate + estimate / 16 + SLACK);
        if (!words[2].startsWith("native")) {
          softly.assertThat(estimate).as(line).isLessThan(3 * truth + SLACK);
        }
      }
    }
    softly.assertAll();
    assertThat(measured).isGreaterThan(10);
  }

  private String measured(String use) throws IOException, InterruptedException {
    List<String> options =
        List.of("-Xmx112m", "-Xmn2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    return ChildJvm.output(
        new ProcessBuilder(ChildJvm.command(options, MemoryProcess.class, folder.toString(), use)));
  }

  /** Of another size each time. */
  private void write(String wanted) throws IOException {
    Random random = new Random();
    int width = 1600 + random.nextInt(100);
    int height = 1200 + random.nextInt(100);
    for (Map.Entry<String, byte[]> file : MadeFormats.of(width, height).entrySet()) {
      if (file.getKey().matches("(" + wanted + ").*")) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
  }
}
