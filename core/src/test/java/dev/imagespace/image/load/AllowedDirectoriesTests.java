package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links and FIFOs need rights there")
class AllowedDirectoriesTests {
  private Path folder;
  private Path allowed;
  private Path outside;
  private ImageLoader loader;

  @BeforeEach
  void makeFiles(@TempDir Path folder) throws IOException {
    this.folder = folder;
    allowed = Files.createDirectory(folder.resolve("pictures"));
    outside = Files.createDirectory(folder.resolve("pictures-not"));
    Files.write(allowed.resolve("in.png"), UrlFixture.PICTURE);
    Files.write(outside.resolve("out.png"), UrlFixture.PICTURE);
    loader = new ImageLoader(ImageLoading.builder().allowedDirectories(List.of(allowed)).build());
  }

  @AfterEach
  void close() {
    loader.close();
  }

  @Test
  void filesWithinAreReadHoweverTheyAreNamed() throws IOException {
    Path link = Files.createSymbolicLink(allowed.resolve("link.png"), Path.of("in.png"));
    for (Path path :
        List.of(
            allowed.resolve("in.png"),
            allowed.resolve("../pictures/./in.png"),
            allowed.toRealPath().resolve("in.png"),
            link)) {
      assertThat(loader.load(ImageSource.of(path)).width()).isEqualTo(1);
      assertThat(loader.load(ImageSource.of(path.toUri())).width()).isEqualTo(1);
      assertThat(loader.load(ImageSource.parse(path.toString())).width()).isEqualTo(1);
    }
  }

  @Test
  void withNoneAllowedFilesAreReadForCodeAlone() {
    Path file = allowed.resolve("in.png");
    try (ImageLoader code = new ImageLoader(ImageLoading.defaults())) {
      assertThat(code.load(ImageSource.of(file)).width()).isEqualTo(1);
      assertThat(code.load(ImageSource.parseTrusted(file.toString())).width()).isEqualTo(1);
      for (ImageSource source :
          List.of(
              ImageSource.parse(file.toString()),
              ImageSource.parse("file://" + file),
              ImageSource.parse("FILE:" + file),
              ImageSource.parse(" file:///." + file),
              ImageSource.parse("file://" + file.toString().replace("pictures", "%70ictures")),
              ImageSource.of(file.toUri()),
              ImageSource.parse(Path.of("").toAbsolutePath().relativize(file).toString()),
              ImageSource.parse("/etc/passwd"),
              ImageSource.parse("/proc/self/environ"),
              ImageSource.parse("/dev/zero"),
              ImageSource.parse("\\\\server\\share\\a.png"),
              ImageSource.parse(folder + "/absent.png"))) {
        assertThatThrownBy(() -> code.load(source))
            .isInstanceOf(ImageRejectedException.class)
            .hasMessageContaining("'imagespace.image.allowed-directories' only, and it is not set");
      }
    }
  }

  @Test
  void anEmptyEntryIsNotTakenForTheWorkingDirectory() {
    assertThatThrownBy(
            () -> ImageLoading.builder().allowedDirectories(List.of(Path.of(""))).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowedDirectories");
  }

  /** What a rename between the look at the real path and the opening would come to. */
  @Test
  void aLinkThatTookThePlaceOfADirectoryIsNotFollowed() throws IOException {
    Path root = allowed.toRealPath();
    Path found = root.resolve("day/out.png");
    Files.createSymbolicLink(root.resolve("day"), outside);
    assertThatThrownBy(() -> RegularFile.openBelow(root, found, "out.png"))
        .isInstanceOf(FileSystemException.class);
    Path file = Files.createSymbolicLink(root.resolve("link.png"), outside.resolve("out.png"));
    assertThatThrownBy(() -> RegularFile.openBelow(root, file, "link.png"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessage("link.png: not a regular file.");
  }

  @Test
  void anAllowedDirectoryMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), allowed);
    try (ImageLoader linked =
        new ImageLoader(ImageLoading.builder().allowedDirectories(List.of(link)).build())) {
      assertThat(linked.load(ImageSource.of(link.resolve("in.png"))).width()).isEqualTo(1);
      assertThat(linked.load(ImageSource.of(allowed.resolve("in.png"))).width()).isEqualTo(1);
    }
  }

  @Test
  void filesOutsideAreRefusedHoweverTheyAreNamed() throws IOException {
    Path secret = outside.resolve("out.png");
    Path file = Files.createSymbolicLink(allowed.resolve("file.png"), secret);
    Path chain = Files.createSymbolicLink(allowed.resolve("chain.png"), file);
    Path directory = Files.createSymbolicLink(allowed.resolve("directory"), outside);
    Path below = Files.createDirectory(outside.resolve("below"));
    Path deep = Files.createSymbolicLink(allowed.resolve("deep"), below);
    // By its text within the directory, but the link goes first.
    Path upFromLink = deep.resolve("../out.png");
    for (Path path :
        List.of(
            secret,
            allowed.resolve("../pictures-not/out.png"),
            file,
            chain,
            upFromLink,
            directory.resolve("out.png"),
            Path.of(deep + "/../../pictures-not/out.png"),
            Path.of("/etc/hostname"))) {
      assertRefused(ImageSource.of(path), "outside of the allowed directories");
      assertRefused(ImageSource.parse(path.toString()), "outside of the allowed directories");
      assertRefused(ImageSource.parse("file://" + path), "'imagespace.image.allowed-directories'");
      assertRefused(
          ImageSource.parse(("file://" + path).replace("..", "%2e%2E")),
          "'imagespace.image.allowed-directories'");
    }
  }

  @Test
  void nothingIsToldOfWhatIsOutside() {
    String refusal = "outside of the allowed directories";
    assertRefused(ImageSource.of(outside), refusal);
    assertRefused(ImageSource.of(outside.resolve("absent.png")), refusal);
    assertRefused(ImageSource.parse("file:///dev/zero"), refusal);
    assertRefused(ImageSource.of(allowed.resolve("absent.png")), "no such file");
  }

  @Test
  void onlyRegularFilesAreOpened() throws Exception {
    Path fifo = allowed.resolve("fifo.png");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Files.createSymbolicLink(allowed.resolve("loop.png"), Path.of("loop.png"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          assertRefused(ImageSource.of(fifo), "not a regular file");
          assertRefused(ImageSource.of(allowed), "not a regular file");
          assertRefused(ImageSource.of(allowed.resolve("loop.png")), "cannot be read");
        });
    try (ImageLoader free = new ImageLoader(ImageLoading.defaults())) {
      assertThatThrownBy(() -> free.load(ImageSource.of(Path.of("/dev/zero"))))
          .hasMessage("/dev/zero: not a regular file.");
    }
  }

  private void assertRefused(ImageSource source, String reason) {
    assertThatThrownBy(() -> loader.load(source))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining(reason);
  }
}
