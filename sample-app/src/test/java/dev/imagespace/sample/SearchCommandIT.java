package dev.imagespace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With nothing configured: mini, and the pictures of the gallery. */
@TestInstance(Lifecycle.PER_CLASS)
class SearchCommandIT {
  private static final Path GALLERY = Path.of("src/main/resources/gallery/images");

  private final Path data;

  SearchCommandIT(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void wordsFindWhatTheyName() throws Exception {
    assertThat(search("search", "a red car").get(0)).contains("sports-car.jpg");
    assertThat(search("search", "a dog").get(0)).contains("dog.jpg");
    assertThat(search("search", "a musical instrument", "--limit", "3"))
        .hasSize(3)
        .allMatch(row -> row.matches(".*(trombone|trumpet|jazz|cello|violin|guitar|piano).*"));
  }

  @Test
  void aPictureFindsItself() throws Exception {
    String cello = GALLERY.resolve("cello.jpg").toString();

    assertThat(search("search", "--image", cello).get(0)).contains("cello.jpg");
  }

  @Test
  void anIndexIsMadeOnceAndSearched() throws Exception {
    Path pictures = Files.createDirectory(data.resolve("pictures"));
    for (String name : List.of("apple.jpg", "dog.jpg", "bus.jpg")) {
      Files.copy(GALLERY.resolve(name), pictures.resolve(name));
    }
    Files.writeString(pictures.resolve("broken.png"), "no picture");

    String report =
        run(0, "index", pictures.toString()) + Files.readString(data.resolve("stderr.txt"));
    assertThat(report).contains("broken.png");
    assertThat(search("search", "a fruit", "--collection", "index"))
        .hasSize(3)
        .first()
        .asString()
        .contains("apple.jpg");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "names are text there")
  void namesThatMisleadOrCannotBeWrittenCostOnlyThemselves(@TempDir Path own) throws Exception {
    Path pictures = Files.createDirectory(own.resolve("names"));
    Files.copy(GALLERY.resolve("dog.jpg"), pictures.resolve("dog.jpg"));
    Files.writeString(pictures.resolve("a\nrejected  forged\u001b[31m.png"), "no picture");
    // As bytes: the encoding of this process is not looked at.
    String copy = "cp dog.jpg \"$(printf '\\303\\274.jpg')\"";
    assertThat(new ProcessBuilder("sh", "-c", copy).directory(pictures.toFile()).start().waitFor())
        .isZero();

    try (RunningJar jar =
        new RunningJar(own, Map.of("LC_ALL", "C"), "index", pictures.toString())) {
      List<String> lines = jar.rest();
      assertThat(jar.exitCode()).isZero();
      assertThat(lines).hasSize(3).noneMatch(line -> line.contains("\u001b"));
      assertThat(lines.get(0)).contains("LC_ALL=C.UTF-8");
      assertThat(lines.get(1)).contains("rejected forged");
      assertThat(lines.get(2)).startsWith("1 embedded, 0 unchanged, 0 removed, 2 rejected");
    }
  }

  @Test
  void anUnknownCommandIsRefusedWithTheUsage() throws Exception {
    run(2, "nonsense");

    assertThat(data.resolve("stderr.txt"))
        .content()
        .contains("no command 'nonsense'", "search WORDS");
  }

  @Test
  void aModelThatIsNotThereEndsInAdvice() throws Exception {
    run(1, "search", "x", "--imagespace.model=no/such-model");

    assertThat(data.resolve("stderr.txt"))
        .content()
        .contains("no/such-model", "imagespace.model-cache-dir")
        .doesNotContain("\tat ");
  }

  /** The rows of the table, best first. */
  private List<String> search(String... arguments) throws Exception {
    return Stream.of(run(0, arguments).split("\n")).skip(1).toList();
  }

  private String run(int exitCode, String... arguments) throws Exception {
    try (RunningJar jar = new RunningJar(data, arguments)) {
      String output = String.join("\n", jar.rest());
      assertThat(jar.exitCode())
          .as(() -> "exit code; standard error in " + data)
          .isEqualTo(exitCode);
      return output;
    }
  }
}
