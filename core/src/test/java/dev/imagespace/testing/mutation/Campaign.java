package dev.imagespace.testing.mutation;

import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Cases of a {@link Subject} in a JVM of their own. Each must be opened or refused by a {@code
 * ModelException}, within {@link #PATIENCE}; one that ends the JVM, or does not end, is a failure
 * of that case, and the next one gets a new JVM.
 *
 * <p>How many cases a test has, {@code -DargLine=-Dimagespace.mutations=50000} decides.
 *
 * @param heap of the JVM, as {@code -Xmx} takes it
 */
public record Campaign(Class<? extends Subject> subject, int cases, long seed, String heap) {
  /** Of processor time, as others may use the machine at the same time. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For a case that sleeps. */
  private static final Duration PATIENCE_OF_CLOCK = Duration.ofSeconds(60);

  /** Of processor time: the JVM itself, its natives and the first classes. */
  private static final Duration START = Duration.ofSeconds(20);

  private static final int ENOUGH_FAILURES = 20;

  public static Campaign of(Class<? extends Subject> subject) {
    return new Campaign(
        subject, Integer.getInteger("imagespace.mutations", 5_000), 20_261_128, "512m");
  }

  /**
   * What became of the cases.
   *
   * @param failures each by the number of its case
   */
  public record Report(int opened, int refused, List<String> failures) {}

  /** Runs the cases one after the other, in a directory that nobody else uses. */
  public Report run(Path directory) throws IOException, InterruptedException {
    int opened = 0;
    int refused = 0;
    List<String> failures = new ArrayList<>();
    for (int next = 0; next < cases && failures.size() < ENOUGH_FAILURES; ) {
      Path outcomes = directory.resolve("outcomes-from-" + next + ".txt");
      Path log = directory.resolve("log-from-" + next + ".txt");
      String end = runFrom(next, directory.resolve("case"), outcomes, log);
      List<Outcome> ended = Outcome.read(outcomes);
      for (Outcome outcome : ended) {
        switch (outcome.kind()) {
          case OPENED -> opened++;
          case REFUSED -> refused++;
          case FAILED -> failures.add("case %d: %s".formatted(outcome.number(), outcome.what()));
        }
      }
      next = ended.isEmpty() ? next : ended.get(ended.size() - 1).number() + 1;
      if (next < cases) {
        failures.add("case %d: %s; see %s".formatted(next, end, log));
        next++;
      }
    }
    return new Report(opened, refused, failures);
  }

  private String runFrom(int first, Path directory, Path outcomes, Path log)
      throws IOException, InterruptedException {
    Files.writeString(outcomes, "");
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("-Xmx" + heap, "-Dimagespace.golden=" + goldens()),
                    CampaignProcess.class,
                    subject.getName(),
                    Long.toString(seed),
                    Integer.toString(first),
                    Integer.toString(cases),
                    directory.toString(),
                    outcomes.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return watch(process, outcomes);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String goldens() {
    return System.getProperty("imagespace.golden", "../golden");
  }

  /** How the JVM ended: by itself, or as a case took too long. */
  private static String watch(Process process, Path outcomes)
      throws IOException, InterruptedException {
    long written = 0;
    Duration patience = START;
    Duration used = Duration.ZERO;
    long since = System.nanoTime();
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      Duration now = process.info().totalCpuDuration().orElse(Duration.ZERO);
      if (Files.size(outcomes) > written) {
        written = Files.size(outcomes);
        patience = PATIENCE;
        used = now;
        since = System.nanoTime();
      }
      boolean hung = System.nanoTime() - since > PATIENCE_OF_CLOCK.toNanos();
      if (hung || now.minus(used).compareTo(patience) > 0) {
        return "no end after %s of processor time".formatted(now.minus(used));
      }
    }
    return "the JVM ended with %d".formatted(process.exitValue());
  }
}
