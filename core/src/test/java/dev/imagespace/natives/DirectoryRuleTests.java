package dev.imagespace.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DirectoryRuleTests {
  private static final int STRANGER = 65534;

  private final Path parent;
  private final Path directory;
  private int me;

  DirectoryRuleTests(@TempDir Path temporary) throws IOException {
    parent = Files.createDirectory(temporary.toRealPath().resolve("parent"));
    directory = Files.createDirectory(parent.resolve("directory"));
  }

  @BeforeEach
  void permit() throws IOException {
    me = FileFacts.of(parent).uid();
    mode(parent, "rwxr-xr-x");
    mode(directory, "rwxr-xr-x");
  }

  @Test
  void aDirectoryOfThisUserWillDo() throws IOException {
    assertThat(objection(directory)).isEmpty();
    assertThat(objection(parent.resolve("./directory/../directory"))).isEmpty();
  }

  @Test
  void oneThatOthersCanWriteToWillNot() throws IOException {
    mode(directory, "rwxrwxr-x");
    assertThat(objection(directory)).hasValueSatisfying(why -> assertThat(why).contains("0775"));

    mode(directory, "rwxr-xrwx");
    assertThat(objection(directory))
        .hasValueSatisfying(why -> assertThat(why).contains(directory.toString(), "0757"));
  }

  @Test
  void notEvenWithTheStickyBit() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);

    assertThat(objection(directory)).isPresent();
  }

  @Test
  void noneBelowOneThatOthersCanExchange() throws IOException {
    mode(parent, "rwxrwxrwx");

    assertThat(objection(directory))
        .hasValueSatisfying(why -> assertThat(why).contains(parent.toString()));
    assertThat(new DirectoryRule(me, true).objection(directory)).isEmpty();
  }

  @Test
  void theStickyBitOfAParentKeepsOthersFromExchangingIt() throws IOException {
    Files.setAttribute(parent, "unix:mode", 01777);

    assertThat(objection(directory)).isEmpty();
  }

  @Test
  void anothersDirectoryWillNot() throws IOException {
    give(directory);

    assertThat(objection(directory))
        .hasValueSatisfying(
            why -> assertThat(why).contains(directory.toString(), "belongs to the user 65534"));
  }

  @Test
  void noneInAnothersDirectory() throws IOException {
    give(parent);

    assertThat(objection(directory)).isPresent();
    assertThat(new DirectoryRule(me, true).objection(directory)).isPresent();
  }

  @Test
  void aLinkOfThisUserIsFollowedAndWhereItLeadsIsJudged() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
    assertThat(objection(link)).isEmpty();

    mode(directory, "rwxrwxrwx");
    assertThat(objection(link)).isPresent();
  }

  @Test
  void aLinkOfAnotherIsNotFollowed() throws IOException {
    Files.setAttribute(parent, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
    give(link);

    assertThat(objection(link)).isPresent();
    assertThat(objection(Files.createDirectory(directory.resolve("below")))).isEmpty();
    assertThat(objection(link.resolve("below"))).isPresent();
  }

  @Test
  void linksInACircleEnd() throws IOException {
    Path one = parent.resolve("one");
    Files.createSymbolicLink(one, parent.resolve("two"));
    Files.createSymbolicLink(parent.resolve("two"), one);

    assertThat(objection(one)).isPresent();
  }

  @Test
  void aFileWillNot() throws IOException {
    assertThat(objection(Files.createFile(parent.resolve("file")))).isPresent();
  }

  private Optional<String> objection(Path path) throws IOException {
    return new DirectoryRule(me, false).objection(path);
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Needs root; elsewhere the test is skipped, and says so. */
  private static void give(Path path) throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root"), "Only root can give files to another user");
    Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
  }
}
