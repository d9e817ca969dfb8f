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
    runs.atOnce(Share.ALL, RunsTests::nothing, telling("pictures"));
    runs.atOnce(Share.ALL, RunsTests::nothing, telling("texts"));
    assertThat(shared).hasSize(1);
    assertThat(further).hasSize(1);

    further.remove().run();
    assertThat(told).containsExactly("texts PART");
  }

  @Test
  void whoIsToldFindsTheThreadFree() {
    runs.atOnce(
        Share.ALL,
        RunsTests::nothing,
        share -> () -> runs.atOnce(Share.ALL, RunsTests::nothing, telling("next")));
    shared.remove().run();
    assertThat(further).isEmpty();
    shared.remove().run();
    assertThat(told).containsExactly("next ALL");
  }

  @Test
  void aRunThatIsAloneHoldsAllProcessors() {
    runs.atOnce(Share.ALL, RunsTests::nothing, share -> tell(processors.free() + " free"));
    shared.remove().run();
    assertThat(told).containsExactly("0 free");
    assertThat(processors.free()).isEqualTo(2);
  }

  /** Whoever is waited for may have to decode a picture first. */
  @Test
  void noProcessorIsHeldWhileARunWaitsForCompany() {
    runs.atOnce(
        Share.ALL,
        () -> told.add(processors.free() + " free"),
        share -> tell(processors.free() + " free"));
    shared.remove().run();
    assertThat(told).containsExactly("2 free", "0 free");
  }

  /** A query does not wait for a picture that is being decoded; the next picture waits instead. */
  @Test
  void aFirstRunWaitsForNobody() {
    processors.take(2);
    runs.atOnce(Share.PART, RunsTests::nothing, share -> tell(processors.free() + " free"));
    shared.remove().run();
    assertThat(told).containsExactly("-1 free");
    assertThat(processors.free()).isZero();
  }

  /** Else runs on all processors, one after the other, would leave none to decoders for good. */
  @Test
  void nobodyGetsAllProcessorsWhileDecodersWait() {
    processors.take(2);
    Thread decoder = new Thread(() -> processors.take(1));
    decoder.start();
    while (!processors.areWaitedFor()) {
      Thread.onSpinWait();
    }
    assertThat(runs.atOnce(Share.ALL, RunsTests::nothing, telling("run"))).isEqualTo(Share.PART);
    processors.giveBack(2);
    shared.remove().run();
    assertThat(told).containsExactly("run PART");
  }

  @Test
  void aFurtherRunWaitsForAProcessor() {
    Runs two = new Runs(new Sharing(2, 1, 2), processors, onThreads(), further::add);
    processors.take(2);
    CompletableFuture<Share> began = new CompletableFuture<>();
    two.beside(
        RunsTests::nothing,
        share -> {
          began.complete(share);
          return () -> {};
        });
    while (!processors.areWaitedFor()) {
      Thread.onSpinWait();
    }
    assertThat(began).isNotDone();
    processors.giveBack(1);
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
    assertThatThrownBy(() -> closing.atOnce(Share.ALL, RunsTests::nothing, telling("refused")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(processors.free()).isEqualTo(2);
    closing.atOnce(Share.ALL, RunsTests::nothing, telling("next"));
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

  private static void nothing() {}

  private static Executor onThreads() {
    return work -> new Thread(work).start();
  }
}
