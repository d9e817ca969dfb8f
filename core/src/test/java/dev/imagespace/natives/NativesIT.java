package dev.imagespace.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.Platform;
import dev.imagespace.testing.NativesChild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From where processes load the libraries of DJL and JNA, and what they make of the rest. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class NativesIT {
  private static final String TOKENS = "2 times the same 1 numbers";

  private final NativesChild child;

  NativesIT(@TempDir Path temporary) throws IOException {
    child = new NativesChild(temporary.toRealPath());
  }

  @Test
  void allLiesInTheCacheOfTheUser() throws Exception {
    assertThat(child.says("tokens", "1")).contains(TOKENS).doesNotContain("] WARN ");

    assertThat(NativesChild.files(child.cache()))
        .anyMatch(file -> file.matches("tokenizers-[0-9a-f]{16}/libtokenizers.so"));
    assertThat(NativesChild.files(child.temporary())).isEmpty();
    assertThat(NativesChild.files(child.home()))
        .allMatch(
            file -> ".cache/imagespace".startsWith(file) || file.startsWith(".cache/imagespace"));
  }

  @Test
  void whatAnotherUserPlantedIsNotLoaded() throws Exception {
    Path planted = plant(child.temporary().resolve(".djl.ai"));
    asNobodyWithoutHome();

    assertThat(child.says("tokens", "1")).contains(TOKENS, "for this run alone");
    assertThat(planted).hasContent("planted");
    assertThat(NativesChild.files(child.temporary())).allMatch(file -> file.startsWith(".djl.ai"));
  }

  @Test
  void whatAnotherUserPlantedInTheCacheIsNotLoaded() throws Exception {
    needRoot();
    Path cache = Files.createDirectories(child.cache());
    Files.setAttribute(cache, "unix:uid", NativesChild.NOBODY);

    assertThat(child.says("tokens", "1")).contains(TOKENS, "belongs to the user 65534");
    assertThat(NativesChild.files(cache)).isEmpty();
  }

  @Test
  void aUserWhomTheSystemDoesNotKnowGetsADirectoryForThisRun() throws Exception {
    assertThat(child.option("-Duser.home=?").says("tokens", "1"))
        .contains(TOKENS, "for this run alone", "neither a home directory");
    assertThat(NativesChild.files(child.temporary())).isEmpty();
  }

  @Test
  void aRelativeCacheCountsNotAndAnUnwritableOneIsSaid() throws Exception {
    assertThat(child.variable("XDG_CACHE_HOME", "here").says("tokens", "1")).contains(TOKENS);
    assertThat(NativesChild.files(child.cache())).isNotEmpty();

    assertThat(child.variable("XDG_CACHE_HOME", "/proc/cache").says("tokens", "1"))
        .contains(TOKENS, "/proc/cache", "for this run alone");
    assertThat(NativesChild.files(child.temporary())).isEmpty();
  }

  @Test
  void aDirectoryThatIsSetIsUsedOrRefused() throws Exception {
    Path set = child.home().resolve("set");
    child.option("-Dimagespace.native-dir=" + set);
    assertThat(child.says("tokens", "1")).contains(TOKENS);
    assertThat(NativesChild.files(set)).isNotEmpty();

    Files.setPosixFilePermissions(set, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(child.says("tokens", "1"))
        .contains("EngineUnavailableException", set.toString(), "imagespace.native-dir", "0777")
        .doesNotContain(TOKENS);
  }

  @Test
  void aDirectoryThatAnImageBringsIsUsedByAUserWhoMayNotWriteToIt() throws Exception {
    Path brought = child.home().resolve("brought");
    child.option("-Dimagespace.native-dir=" + brought);
    assertThat(child.says("tokens", "1")).contains(TOKENS);
    List<String> files = NativesChild.files(brought);

    assertThat(asNobodyWithoutHome().says("tokens", "1")).contains(TOKENS);
    assertThat(NativesChild.files(brought))
        .isEqualTo(files)
        .anyMatch(file -> file.matches("jna-[0-9a-f]{16}/libjnidispatch.so"));
  }

  @Test
  void aTruncatedOrAlteredLibraryIsReplaced() throws Exception {
    assertThat(child.says("tokens", "1")).contains(TOKENS);
    Path library = library("libtokenizers.so");
    long size = Files.size(library);
    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
      channel.truncate(size / 2);
    }
    assertThat(child.says("tokens", "1")).contains(TOKENS, "is not what its jar holds");
    assertThat(library).hasSize(size);

    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096), 0);
    }
    assertThat(child.says("tokens", "1")).contains(TOKENS, "is not what its jar holds");
  }

  @Test
  void inTheCacheThatIsSetForDjlNothingIsTrustedEither() throws Exception {
    Path cache = child.home().resolve("djl");
    Path planted = plant(cache);
    assertThat(child.option("-DDJL_CACHE_DIR=" + cache).says("tokens", "1")).contains(TOKENS);

    assertThat(planted).hasContent("planted");
    assertThat(NativesChild.files(cache))
        .anyMatch(file -> file.matches("imagespace/tokenizers-[0-9a-f]{16}/libtokenizers.so"));
  }

  @Test
  void aProcessThatIsKilledLeavesNothingThatStays() throws Exception {
    Process killed = child.start("tokens", "1");
    while (unpacking().isEmpty() && killed.isAlive()) {
      Thread.onSpinWait();
    }
    killed.destroyForcibly();
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(child.says("tokens", "1")).contains(TOKENS);
    // What was not yet locked, and has nothing in it, is left for a minute.
    assertThat(unpacking()).allMatch(file -> child.cache().resolve(file).toFile().length() == 0);
  }

  @Test
  void aKilledProcessLosesItsPrivateDirectoryToTheNext() throws Exception {
    child.option("-Duser.home=?");
    Process killed = child.start("tokens", "1");
    while (NativesChild.files(child.temporary()).stream().noneMatch(f -> f.endsWith(".so"))
        && killed.isAlive()) {
      Thread.onSpinWait();
    }
    killed.destroyForcibly();
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Path alive;
    try (Stream<Path> files = Files.walk(child.temporary())) {
      alive = files.filter(file -> file.endsWith("alive")).findFirst().orElseThrow();
    }
    Files.writeString(alive, "older than a moment");

    assertThat(child.says("tokens", "1")).contains(TOKENS);
    assertThat(NativesChild.files(child.temporary())).isEmpty();
  }

  @Test
  void processesThatStartTogetherUnpackOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(child.start("tokens", "1"));
    }
    for (Process process : processes) {
      assertThat(NativesChild.ended(process)).contains(TOKENS).doesNotContain("] WARN ");
    }
    assertThat(NativesChild.files(child.cache()))
        .filteredOn(file -> file.endsWith("libtokenizers.so"))
        .hasSize(1);
  }

  @Test
  void aFileSystemThatLetsNoCodeRunIsNamed() throws Exception {
    String said =
        mounted(child.cache(), "mode=755,noexec")
            .option("-Djava.io.tmpdir=" + child.cache())
            .says("tokens", "1");

    assertThat(said)
        .contains("EngineUnavailableException", "noexec", "imagespace.native-dir")
        .doesNotContain(TOKENS);
  }

  @Test
  void aFileSystemWithoutSpaceIsNamed() throws Exception {
    assertThat(mounted(child.cache(), "mode=755,size=1m").says("tokens", "1"))
        .contains("EngineUnavailableException", "No space left", "imagespace.native-dir")
        .doesNotContain(TOKENS);
  }

  @Test
  void withoutAnyPlaceBothAreNamed() throws Exception {
    assertThat(
            child.option("-Duser.home=?").option("-Djava.io.tmpdir=/not/there").says("tokens", "1"))
        .contains(
            "EngineUnavailableException", "java.io.tmpdir", "/not/there", "imagespace.native-dir");
  }

  private NativesChild asNobodyWithoutHome() throws IOException {
    needRoot();
    return child.asNobody();
  }

  private NativesChild mounted(Path directory, String options) throws IOException {
    needRoot();
    Files.createDirectories(directory);
    return child.under(
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs -o %s tmpfs '%s' && exec \"$@\"".formatted(options, directory),
        "sh");
  }

  private static void needRoot() {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "Only root can become another user, and mount");
  }

  /** Where DJL would find it. */
  private static Path plant(Path cache) throws IOException {
    Properties jar = new Properties();
    try (InputStream in =
        NativesIT.class.getResourceAsStream("/native/lib/tokenizers.properties")) {
      jar.load(in);
    }
    String name =
        "%s-cpu-%s"
            .formatted(
                jar.getProperty("version"), Platform.fromSystem("tokenizers").getClassifier());
    Path directory = Files.createDirectories(cache.resolve("tokenizers").resolve(name));
    return Files.writeString(directory.resolve("libtokenizers.so"), "planted");
  }

  private Path library(String name) throws IOException {
    try (Stream<Path> files = Files.walk(child.cache())) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private List<String> unpacking() {
    return NativesChild.files(child.cache()).stream()
        .filter(file -> file.startsWith("unpacking-"))
        .toList();
  }
}
