package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.Processors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunsTests {
  private final Queue<Runnable> shared = new ArrayDeque<>();
  private final Queue<Runnable> further = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final Processors processors = new Processors(2);
  private final Runs runs = runs(new Sharing(1, 1, 2));

  @Test
  void aTowerThatFindsTheThreadTakenGetsOneOfItsOwn() {
    runs.first(Share.ALL, telling("pictures"));
    runs.first(Share.ALL, telling("texts"));
    assertThat(shared).hasSize(1);
    assertThat(further).hasSize(1);

    further.remove().run();
    assertThat(told).containsExactly("texts PART");
  }

  @Test
  void whoIsToldFindsTheThreadFree() {
    runs.first(Share.ALL, share -> () -> runs.first(Share.ALL, telling("next")));
    shared.remove().run();
    assertThat(further).isEmpty();
    shared.remove().run();
    assertThat(told).containsExactly("next ALL");
  }

  @Test
  void aRunThatIsAloneHoldsAllProcessors() {
    runs.first(Share.ALL, share -> tell(processors.availablePermits() + " free"));
    shared.remove().run();
    assertThat(told).containsExactly("0 free");
    assertThat(processors.availablePermits()).isEqualTo(2);
  }

  /** A query does not wait for a picture that is being decoded; the next picture waits instead. */
  @Test
  void aFirstRunWaitsForNobody() {
    processors.acquireUninterruptibly(2);
    runs.first(Share.PART, share -> tell(processors.availablePermits() + " free"));
    shared.remove().run();
    assertThat(told).containsExactly("-1 free");
    assertThat(processors.availablePermits()).isZero();
  }

  @Test
  void aFurtherRunWaitsForAProcessor() {
    Runs two = new Runs(new Sharing(2, 1, 2), processors, onThreads(), further::add);
    processors.acquireUninterruptibly(2);
    CompletableFuture<Share> began = new CompletableFuture<>();
    two.beside(
        share -> {
          began.complete(share);
          return () -> {};
        });
    while (!processors.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    assertThat(began).isNotDone();
    processors.release();
    assertThat(began.join()).isEqualTo(Share.PART);
  }

  @Test
  void aBatchThatCannotBeStartedLeavesItsPlaceAndTheProcessorsFree() {
    Queue<Runnable> later = new ArrayDeque<>();
    List<String> refusals = new ArrayList<>(List.of("refused"));
    Runs closing =
        new Runs(
            new Sharing(1, 1, 2),
            processors,
            work -> {
              if (!refusals.isEmpty()) {
                throw new RejectedExecutionException(refusals.remove(0));
              }
              later.add(work);
            },
            further::add);
    assertThatThrownBy(() -> closing.first(Share.ALL, telling("refused")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(processors.availablePermits()).isEqualTo(2);
    closing.first(Share.ALL, telling("next"));
    later.remove().run();
    assertThat(told).containsExactly("next ALL");
  }

  private Runs runs(Sharing sharing) {
    return new Runs(sharing, processors, shared::add, further::add);
  }

  private Function<Share, Runnable> telling(String what) {
    return share -> () -> told.add(what + " " + share);
  }

  private Runnable tell(String what) {
    return () -> told.add(what);
  }

  private static Executor onThreads() {
    return work -> new Thread(work).start();
  }
}
