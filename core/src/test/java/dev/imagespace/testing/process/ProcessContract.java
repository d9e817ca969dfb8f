package dev.imagespace.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What every engine is held to as a guest of a process: it does not kill it, talks to nobody, and
 * writes to its own directories alone.
 */
@Timeout(600)
public abstract class ProcessContract {
  private static final int TERMINATED = 128 + 15;

  /** To be raised by hand, as IMAGESPACE_SIGTERM_ROUNDS and IMAGESPACE_QUIET_SECONDS. */
  private static final int ROUNDS = number("IMAGESPACE_SIGTERM_ROUNDS", 10);

  private static final int SECONDS = number("IMAGESPACE_QUIET_SECONDS", 10);

  private static final String TINY = "openclip-tiny-vit";

  /** Beginnings of names below the home directory. */
  private static final String OURS =
      "(/(tmp/(imagespace|onnxruntime-java|jna)|\\.cache/(imagespace|JNA)|\\.djl\\.ai).*|/tmp|/\\.cache)?";

  private final String backend;
  private final Path home;

  protected ProcessContract(String backend, Path home) {
    this.backend = backend;
    this.home = home;
  }

  @Test
  void aCommandLineOfAnyLengthIsNoMatter() throws Exception {
    for (int length : List.of(5_000, 100_000)) {
      Process process = start(command("stay", 0, "-Dpad=" + "a".repeat(length)));

      assertThat(output(process)).contains(" numbers");
      assertThat(process.exitValue()).isZero();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "strace is Linux's")
  void itTalksToNobodyAndWritesToItsOwnDirectories() throws Exception {
    assumeTrue(
        Strace.isThere(),
        "NOT TESTED, as strace cannot be used here: what the process reaches for");
    Files.createDirectories(home.resolve("tmp"));
    Path calls = home.resolveSibling(home.getFileName() + "-strace");
    Strace strace = new Strace(calls);
    try {
      Process process = start(strace.command(command("stay", SECONDS)));

      assertThat(output(process)).contains(" numbers");
      assertThat(strace.reaching()).isEmpty();
      assertThat(strace.written())
          .as("the trace is read")
          .isNotEmpty()
          .allSatisfy(
              name ->
                  assertThat(name)
                      .matches("/proc/.*|/dev/.*|\\Q" + home.toRealPath() + "\\E" + OURS));
    } finally {
      Files.deleteIfExists(calls);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGTERM")
  void terminatedUnderLoadItGoesOnWhileOthersDrainAndEndsAsItShould() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Process process = start(command("load", 120));
      try {
        String before = untilReady(process);
        // A moment of its own for each: in a run, between two, while the second session opens.
        Thread.sleep(37L * round);
        // That of Process closes what it still says.
        process.toHandle().destroy();
        String after = output(process);

        assertThat(before + after).doesNotContain("failed: ").contains("enough answered");
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(home.toFile().list((folder, name) -> name.startsWith("hs_err"))).isEmpty();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void firstUsedWhileTheJvmEndsItAnswersOrSaysWhyNot() throws Exception {
    Process process = start(command("late", 0));

    assertThat(output(process))
        .containsPattern(
            "48 numbers|refused: .*EngineUnavailableException: .*Shutdown in progress");
    assertThat(process.exitValue()).isZero();
  }

  /** GNU's C library would keep some 20 MB of each round: half of what the model takes. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc")
  void closedSpacesLeaveNothingInMemory() throws Exception {
    // The heap is there from the start: what grows is something else.
    String[] heap = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"};

    String output = output(start(command("reopen", 0, heap)));

    List<Long> resident =
        Pattern.compile("(\\d+) MB")
            .matcher(output)
            .results()
            .map(m -> Long.valueOf(m.group(1)))
            .toList();
    assertThat(resident).as(output).hasSizeGreaterThan(8);
    assertThat(resident.get(resident.size() - 1)).isLessThan(resident.get(3) + 64);
  }

  private List<String> command(String task, int seconds, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                // Else the JVM writes to /tmp itself.
                "-XX:-UsePerfData",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dimagespace.golden=" + System.getProperty("imagespace.golden")));
    options.addAll(List.of(more));
    String model = task.equals("load") || task.equals("reopen") ? "mini" : TINY;
    return ChildJvm.command(
        options, EmbeddingProcess.class, backend, model, task, String.valueOf(seconds));
  }

  private Process start(List<String> command) throws IOException {
    Files.createDirectories(home.resolve("tmp"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY"));
    builder.environment().put("HOME", home.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String untilReady(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf("ready\n") < 0) {
      int next = process.getInputStream().read();
      if (next < 0) {
        throw new AssertionError(said);
      }
      said.append((char) next);
    }
    return said.toString();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(output);
    }
    return output;
  }

  private static int number(String variable, int otherwise) {
    String value = System.getenv(variable);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
