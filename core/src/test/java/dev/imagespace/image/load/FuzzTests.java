package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of damaged files of every format: each is decoded or refused, soon, and within memory.
 *
 * <p>A long run: {@code ./mvnw test -pl core -Dtest=FuzzTests -DargLine="-Xmx512m
 * -Dimagespace.fuzz=100000"}.
 */
class FuzzTests {
  private static final Logger log = LoggerFactory.getLogger(FuzzTests.class);
  private static final int FILES = Integer.getInteger("imagespace.fuzz", 5_000);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void damagedFilesAreDecodedOrRefusedAndNothingElse() {
    ImageLoader loader = new ImageLoader(new ImageLimits(1_000_000, 10_000, 1 << 20));
    Mutations mutations = new Mutations(20_261_101);
    List<String> broken = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    long slowest = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutations.next();
      long start = System.nanoTime();
      outcomes.merge(outcome(loader, bytes, i, broken), 1, Integer::sum);
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    log.info("{} files: {}, slowest {} ms", FILES, outcomes, slowest / 1_000_000);
    assertThat(broken).isEmpty();
    assertThat(Duration.ofNanos(slowest)).isLessThan(PATIENCE);
  }

  private static String outcome(ImageLoader loader, byte[] bytes, int number, List<String> broken) {
    try {
      assertThat(loader.load(ImageSource.of(bytes)).samples()).isNotEmpty();
      return "decoded";
    } catch (ImageRejectedException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        broken.add("file " + number + ": " + e.getMessage());
      }
      return "refused";
    } catch (RuntimeException | Error e) {
      broken.add("file " + number + ": " + e);
      return "broken";
    }
  }
}
