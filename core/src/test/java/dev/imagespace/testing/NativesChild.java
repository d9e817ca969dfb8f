package dev.imagespace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own that loads native libraries, in surroundings that are said here: by default with
 * a home and temporary files of its own. Not thread-safe.
 */
public final class NativesChild {
  public static final int NOBODY = 65534;

  private final Path home;
  private final Path temporary;
  private final List<String> options = new ArrayList<>();
  private final List<String> wrapper = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private String classPath = System.getProperty("java.class.path");

  public NativesChild(Path directory) throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    temporary = Files.createDirectories(directory.resolve("tmp"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(temporary, "unix:mode", 01777);
    // Later ones outrank earlier ones.
    options.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + temporary,
            "-Dimagespace.golden=" + Goldens.path("")));
  }

  public Path home() {
    return home;
  }

  public Path temporary() {
    return temporary;
  }

  /** Where libraries are by default. */
  public Path cache() {
    return home.resolve(".cache/imagespace");
  }

  public NativesChild option(String option) {
    options.add(option);
    return this;
  }

  public NativesChild variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** A command that starts the rest of its arguments. */
  public NativesChild under(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** As the user that owns nothing, with a class path that he can read; only root can do that. */
  public NativesChild asNobody() throws IOException {
    Path readable = Files.createDirectories(temporary.resolveSibling("class-path"));
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(System.getProperty("path.separator"), -1)) {
      Path copy = readable.resolve(String.valueOf(entries.size()));
      entries.add(copy.toString());
      copy(Path.of(entry), copy);
    }
    classPath = String.join(System.getProperty("path.separator"), entries);
    return under("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** What {@link FirstVectors} says in it, log included, when it has ended. */
  public String says(String... arguments) throws IOException, InterruptedException {
    return ended(start(arguments));
  }

  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(FirstVectors.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("XDG_CACHE_HOME");
    // Not on the command line, the length of which is another test's.
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().putAll(variables);
    builder.directory(temporary.toFile());
    return builder.start();
  }

  /** All that it said. */
  public static String ended(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(said);
    }
    return said + "exit code " + process.exitValue();
  }

  /** The names of all files in it and below. */
  public static List<String> files(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !file.equals(directory))
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      return files(directory);
    }
  }
}
