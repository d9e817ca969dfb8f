package dev.imagespace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Our side of the comparison: does what each line of standard input says, words parted by tabs, and
 * answers with one line. The Python peers speak the same protocol (comparison/serve.py): first a
 * command, then the name under which a model was opened, then the command's own words. What is
 * timed is answered in seconds.
 */
public final class BenchmarkProcess {
  private final Map<String, OpenedModel> models = new HashMap<>();

  private BenchmarkProcess() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BenchmarkProcess process = new BenchmarkProcess();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(process.answer(List.of(line.split("\t", -1))));
    }
    process.models.values().forEach(OpenedModel::close);
  }

  private String answer(List<String> words) {
    try {
      return "ok\t" + run(words);
    } catch (Exception | LinkageError e) {
      return "error\t" + e.toString().replaceAll("[\t\r\n]+", " ");
    }
  }

  private String run(List<String> words) throws Exception {
    String command = words.get(0);
    if (command.equals("memory")) {
      return ResidentMemory.afterCollection().toString();
    }
    String name = words.get(1);
    List<String> rest = words.subList(2, words.size());
    if (command.equals("open")) {
      return timed(() -> models.put(name, OpenedModel.open(rest)));
    }
    OpenedModel model = models.get(name);
    if (model == null) {
      throw new IllegalArgumentException(
          "No model '%s' is open; open are %s".formatted(name, models.keySet()));
    }
    if (command.equals("close")) {
      models.remove(name);
      return timed(model::close);
    }
    return run(command, model, rest);
  }

  private static String run(String command, OpenedModel model, List<String> words)
      throws Exception {
    String first = words.get(0);
    return switch (command) {
      case "singles" -> timed(() -> model.oneByOne(Inputs.pictures(first, words.get(1))));
      case "pictures" -> {
        List<Path> files = Inputs.pictures(first, words.get(1));
        yield timed(() -> model.pictures(files, Integer.parseInt(words.get(2))));
      }
      case "queries" -> timed(() -> model.queries(Inputs.texts(first)));
      case "texts" -> timed(() -> model.texts(Inputs.texts(first)));
      case "network" -> timed(model.network(Integer.parseInt(first)));
      case "callers" -> {
        List<Path> files = Inputs.pictures(words.get(1), words.get(2));
        yield timed(() -> ConcurrentCallers.embed(model, files, Integer.parseInt(first)));
      }
      case "vectors" -> {
        List<Path> files = Inputs.pictures(first, words.get(1));
        VectorFile.write(
            Path.of(words.get(3)), model.rawVectors(files, Inputs.texts(words.get(2))));
        yield "";
      }
      case "soak" -> Soak.run(model, words);
      default ->
          throw new IllegalArgumentException(
              "Unknown command '%s' with %s".formatted(command, Arrays.asList(words)));
    };
  }

  /** What is timed. */
  interface Work {
    void run() throws Exception;
  }

  private static String timed(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return String.valueOf((System.nanoTime() - start) / 1e9);
  }
}
