package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodedImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StuckDecodersTests {
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicLong later = new AtomicLong();
  private final StuckDecoders stuck = new StuckDecoders(1, () -> System.nanoTime() + later.get());
  private final CompletableFuture<DecodedImage> running = new CompletableFuture<>();

  @Test
  void aDecoderCountsFromItsDeadlineAndGraceUntilItEnds() {
    stuck.leave(running, new Countdown(LONG));
    assertThat(stuck.count()).isZero();
    pass(LONG);
    assertThat(stuck.count()).isZero();
    pass(StuckDecoders.GRACE);
    assertThat(stuck.count()).isEqualTo(1);
    running.cancel(false);
    assertThat(stuck.count()).isZero();
  }

  @Test
  void whoComesWhileTooManyAreStuckWaitsForOneToEnd() throws Exception {
    stuck.leave(running, new Countdown(LONG));
    pass(LONG.plus(StuckDecoders.GRACE));
    CompletableFuture<String> next =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                stuck.awaitFew(TimeUnit.MINUTES.toNanos(1), "next.png");
                return "decodes";
              } catch (InterruptedException e) {
                return "interrupted";
              }
            });
    assertThat(next).isNotDone();
    running.cancel(false);
    assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("decodes");
  }

  @Test
  void aRestartIsAdvisedOnlyWhereNothingElseHelps() {
    stuck.leave(running, new Countdown(LONG));
    pass(LONG.plus(StuckDecoders.GRACE));
    assertThatThrownBy(() -> stuck.awaitFew(1, "next.png"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageStartingWith("next.png: not decoded, since 1 decoders are past their deadline")
        .hasMessageContaining("'imagespace.image.max-stuck-decoders' is 1")
        .hasMessageEndingWith("Try again later.");
    pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> stuck.awaitFew(1, "next.png"))
        .hasMessageEndingWith("restart the application.");
  }

  private void pass(Duration time) {
    later.addAndGet(time.toNanos());
  }
}
