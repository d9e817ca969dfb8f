package dev.imagespace.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.pictures.testing.DecodeProgram;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module where the JDK has nothing but its base: no AWT, no logging, no desktop. */
class JavaBaseIT {
  private final Path folder;

  JavaBaseIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void decodesEveryFormatWithTheModuleJavaBaseAlone() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(run(command(java, "--limit-modules", "java.base"))).isEqualTo(decoded());
  }

  @Test
  void decodesEveryFormatInALinkedRuntime() throws Exception {
    Path linked = folder.resolve("runtime");
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    run(List.of(jlink.toString(), "--add-modules", "java.base", "--output", linked.toString()));
    assertThat(run(command(linked.resolve("bin").resolve("java")))).isEqualTo(decoded());
  }

  private static List<Path> pictures() {
    return List.of(
        GoldenPictures.image("rgb_trns.png"),
        GoldenPictures.image("progressive.jpg"),
        GoldenPictures.image("transparent.gif"),
        GoldenPictures.image("rgb24.bmp"),
        GoldenPictures.image("photo.webp"),
        GoldenPictures.image("alpha_lossless.webp"),
        GoldenPictures.path("kinds").resolve("tiff-jpeg-ycbcr.tif"),
        GoldenPictures.path("kinds").resolve("tiff-g4.tif"));
  }

  private static String decoded() throws IOException {
    return DecodeProgram.describe(pictures());
  }

  private static List<String> command(Path java, String... options) throws URISyntaxException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    String path =
        place(Pictures.class)
            + System.getProperty("path.separator")
            + place(DecodeProgram.class)
            + System.getProperty("path.separator")
            + resources();
    command.addAll(List.of("-Xmx256m", "-cp", path, DecodeProgram.class.getName()));
    pictures().forEach(picture -> command.add(picture.toAbsolutePath().toString()));
    return command;
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Tables of WebP lie with the classes, but where an IDE keeps them apart. */
  private static Path resources() {
    return GoldenPictures.path("..").resolve("pictures/src/main/resources").toAbsolutePath();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
