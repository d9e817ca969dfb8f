package dev.imagespace.testing.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign sees what it is there to see. */
class CampaignIT {

  @Test
  void everyWayToEndACaseIsToldApart(@TempDir Path directory) throws Exception {
    Campaign.Report report = new Campaign(EveryWay.class, 7, 0, "64m").run(directory);

    assertThat(report.opened()).isEqualTo(1);
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.failures())
        .satisfiesExactly(
            failure -> assertThat(failure).startsWith("case 1: java.lang.IllegalStateException"),
            failure -> assertThat(failure).startsWith("case 2: the JVM ended with 3"),
            failure -> assertThat(failure).startsWith("case 4: no end after"),
            failure -> assertThat(failure).startsWith("case 5: java.lang.OutOfMemoryError"),
            failure -> assertThat(failure).startsWith("case 6:").contains("StackOverflowError"));
  }

  /** Ends in another way with each case. */
  public static final class EveryWay implements Subject {
    private int next = -1;

    @Override
    public void write(RandomGenerator random, Path directory) throws IOException {
      Path number = directory.resolveSibling("number");
      next = Files.exists(number) ? Integer.parseInt(Files.readString(number)) + 1 : 0;
      Files.writeString(number, Integer.toString(next));
    }

    @Override
    public void open(Path directory) {
      switch (next) {
        case 1 -> throw new IllegalStateException("not a refusal");
        case 2 -> Runtime.getRuntime().halt(3);
        case 3 -> throw new InvalidCheckpointException("refused");
        case 4 -> spin();
        case 5 -> assertThat(new long[100_000_000]).isNotNull();
        case 6 -> deeper(0);
        default -> assertThat(directory).isEmptyDirectory();
      }
    }

    private static void spin() {
      while (Thread.currentThread().isAlive()) {
        Thread.onSpinWait();
      }
    }

    private static int deeper(int depth) {
      return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }
  }
}
