package dev.imagespace.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged application in a process of its own, as a user starts it. */
final class RunningJar implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;

  RunningJar(Path data, String... arguments) throws IOException {
    this(data, Map.of(), arguments);
  }

  /** Under these variables of the environment. */
  RunningJar(Path data, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/imagespace-sample-app.jar"));
    command.addAll(List.of(arguments));
    command.add("--imagespace.sample.data-dir=" + data);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(data.resolve("stderr.txt").toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    answers = process.inputReader(UTF_8);
    questions = process.outputWriter(UTF_8);
  }

  void say(String line) throws IOException {
    questions.write(line);
    questions.newLine();
    questions.flush();
  }

  JsonNode answer() throws IOException {
    return JSON.readTree(answers.readLine());
  }

  /** What is left on standard output, line by line, once its input has ended. */
  List<String> rest() throws IOException {
    questions.close();
    return answers.lines().toList();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
