package dev.imagespace.testing;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** JVMs of their own, like the one that runs the tests. Stateless. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The command that starts one.
   *
   * @param options of the JVM, such as another class path than that of the tests
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    return command(current(), options, main, arguments);
  }

  /** The same on another JDK. */
  public static List<String> command(
      Path jdk, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path current() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The JDK of this JVM, and those that are installed beside it and can run the tests. */
  public static List<Path> jdks() throws IOException {
    Set<Path> jdks = new LinkedHashSet<>(List.of(current().toRealPath()));
    try (Stream<Path> beside = Files.list(current().toRealPath().getParent())) {
      for (Path jdk : beside.sorted().toList()) {
        if (Files.isRegularFile(jdk.resolve("release")) && version(jdk) >= 17) {
          jdks.add(jdk.toRealPath());
        }
      }
    }
    return List.copyOf(jdks);
  }

  private static int version(Path jdk) throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(jdk.resolve("release"))) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.\\-+]", -1)[0]);
  }

  /** Starts it; all that it says, log included, when it has ended. */
  public static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(output);
    }
    return output;
  }
}
