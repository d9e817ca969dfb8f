package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cache that may be read and not written, such as an image's or a volume's. Modes mean nothing to
 * root, unless it gives up the right to override them.
 */
@EnabledOnOs(OS.LINUX)
class ReadOnlyCacheIT extends TinyHub {
  private final Path log;

  ReadOnlyCacheIT(@TempDir Path temporary) {
    super(temporary.resolve("cache"));
    log = temporary.resolve("log");
  }

  @BeforeEach
  void fillTheCache() {
    fetched(NAME);
  }

  @AfterEach
  void makeItDeletable() throws IOException {
    permit("rwxr-xr-x");
  }

  @Test
  void aModelThatIsWholeIsUsed() throws Exception {
    permit("r-xr-xr-x");

    assertThat(pull()).describedAs(() -> text()).isZero();
  }

  @Test
  void aModelThatIsNotIsRefusedByTheNameOfTheDirectory() throws Exception {
    Path blob = weights(find(NAME, settings())).toRealPath();
    Files.delete(blob);
    permit("r-xr-xr-x");

    assertThat(pull()).isNotZero();
    assertThat(text())
        .contains("The model cache " + blob.getParent())
        .contains("cannot be written")
        .contains("imagespace.model-cache-dir");
  }

  private int pull() throws Exception {
    Process process = PullProcess.start(withoutRightsOfRoot(), hub.endpoint(), cache, NAME, log);
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static List<String> withoutRightsOfRoot() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
        : List.of();
  }

  private void permit(String mode) throws IOException {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    try (var paths = Files.walk(cache)) {
      for (Path directory :
          paths.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
        Files.setPosixFilePermissions(directory, permissions);
      }
    }
  }

  private String text() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
