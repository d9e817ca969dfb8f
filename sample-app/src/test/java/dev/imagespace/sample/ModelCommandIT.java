package dev.imagespace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a cache that another tool has filled. */
class ModelCommandIT {
  private static final Path GOLDEN = Path.of(System.getProperty("imagespace.golden"));
  private static final String SNAPSHOT =
      "models--sentence-transformers--sl-tiny/snapshots/0000000000000000000000000000000000000001";

  private final Path data;
  private final Path cache;

  ModelCommandIT(@TempDir Path data) throws IOException {
    this.data = data;
    cache = Files.createDirectory(data.resolve("cache"));
  }

  /** As the tools of Python lay it out: each file is a link to a blob named by its hash. */
  @BeforeEach
  void fillTheCache() throws Exception {
    Path blobs =
        Files.createDirectories(cache.resolve(SNAPSHOT).resolve("../../blobs").normalize());
    Path source = GOLDEN.resolve("superlinked/cache").resolve(SNAPSHOT);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Path blob =
            blobs.resolve(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        Files.write(blob, bytes);
        Path link = cache.resolve(SNAPSHOT).resolve(source.relativize(file).toString());
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, link.resolveSibling("").relativize(blob));
      }
    }
    Path main = cache.resolve("models--sentence-transformers--sl-tiny/refs/main");
    Files.createDirectories(main.resolveSibling(""));
    Files.writeString(main, "0".repeat(39) + "1");
  }

  @Test
  void showTellsWhatAModelIs() throws Exception {
    assertThat(run(0, "show", "sl-tiny"))
        .anyMatch(line -> line.matches("model +sentence-transformers/sl-tiny"))
        .anyMatch(line -> line.matches("architecture +ViT .*; text transformer .*"))
        .anyMatch(line -> line.matches("dimension +\\d+"))
        .anyMatch(line -> line.matches("parameters +[\\d,]+"))
        .anyMatch(line -> line.matches("context length +\\d+ tokens"))
        .anyMatch(line -> line.matches("commit +0{39}1 \\(main\\)"))
        .anyMatch(line -> line.matches("licence of the weights +not named: .*"))
        .anyMatch(line -> line.matches("fingerprint +[0-9a-f]{16}"))
        .anyMatch(line -> line.matches("files +10, .*[kM]B"))
        .anyMatch(line -> line.matches("directory +.*" + SNAPSHOT));
  }

  @Test
  void listNamesEachModelWithItsState() throws Exception {
    assertThat(run(0, "list"))
        .anyMatch(line -> line.matches("sentence-transformers/sl-tiny +main +0{12} .* whole"));
  }

  @Test
  void coverageCountsThePairsOfOpenClip() throws Exception {
    assertThat(run(0, "coverage"))
        .anyMatch(line -> line.matches("ViT-B-16-SigLIP/webli +768 +203\\.2 M  ViT 12×768.*"))
        .last()
        .isEqualTo("196/196");
  }

  @Test
  void pullSaysThatAModelIsWhole() throws Exception {
    assertThat(run(0, "pull", "sl-tiny"))
        .satisfiesExactly(
            whole -> assertThat(whole).contains("is whole: ViT "),
            licence -> assertThat(licence).startsWith("Licence of the weights: not named: "));
  }

  @Test
  void damageIsNamedByVerifyAndByPull() throws Exception {
    assertThat(run(0, "verify")).noneMatch(line -> line.contains("CHANGED"));
    Path weights = cache.resolve(SNAPSHOT).resolve("0_CLIPModel/model.safetensors").toRealPath();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);

    for (String verb : List.of("verify", "pull")) {
      assertThat(run(1, verb, "sl-tiny"))
          .anyMatch(line -> line.matches(" +CHANGED +.* 0_CLIPModel/model.safetensors"))
          .anyMatch(line -> line.matches(" +sound +.* 0_CLIPModel/config.json"))
          .contains("Delete " + weights);
    }
  }

  @Test
  void aFileThatIsMissingIsNamedByVerify() throws Exception {
    Files.delete(cache.resolve(SNAPSHOT).resolve("0_CLIPModel/config.json").toRealPath());

    assertThat(run(1, "verify", "sl-tiny"))
        .anyMatch(line -> line.matches(" +MISSING +.* 0_CLIPModel/config.json"));
  }

  @Test
  void pullWithoutAHubEndsInAdvice() throws Exception {
    run(
        1,
        "pull",
        "owner/name",
        "--imagespace.offline=false",
        "--imagespace.hub.endpoint=http://localhost:1");

    assertThat(data.resolve("stderr.txt"))
        .content()
        .contains("http://localhost:1", "HTTPS_PROXY")
        .doesNotContain("\tat ");
  }

  @Test
  void theOtherHandlerIsSuggested() throws Exception {
    run(1, "show", "sl-tiny", "--imagespace.model-handler=OPEN_CLIP");

    assertThat(data.resolve("stderr.txt"))
        .content()
        .contains("imagespace.model-handler=SENTENCE_TRANSFORMERS")
        .doesNotContain("\tat ");
  }

  private List<String> run(int exitCode, String... arguments) throws Exception {
    boolean online = List.of(arguments).contains("--imagespace.offline=false");
    String[] all =
        Stream.of(
                online ? Stream.of("model") : Stream.of("model", "--imagespace.offline=true"),
                Stream.of("--imagespace.model-cache-dir=" + cache),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toArray(String[]::new);
    try (RunningJar jar = new RunningJar(data, all)) {
      List<String> output = jar.rest();
      assertThat(jar.exitCode())
          .as(() -> "exit code; standard error in " + data + "\n" + String.join("\n", output))
          .isEqualTo(exitCode);
      return output;
    }
  }
}
