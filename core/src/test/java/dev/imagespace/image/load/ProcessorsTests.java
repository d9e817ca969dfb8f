package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.load.Processors.Caller;
import dev.imagespace.image.load.Processors.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorsTests {
  private final Processors processors = new Processors(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> turns = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void callersTakeTurnsHoweverManyEachWaitsFor() throws Exception {
    Turn held = processors.take(patient());
    Caller many = patient();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (String name : List.of("many 1", "many 2", "many 3")) {
      all.add(waiting(many, name));
    }
    all.add(waiting(patient(), "one"));
    held.close();
    all.forEach(CompletableFuture::join);
    assertThat(turns).containsExactly("many 1", "one", "many 2", "many 3");
    assertThat(processors.free()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForLongerThanItsPatience() throws Exception {
    try (Turn held = processors.take(patient())) {
      assertThatThrownBy(() -> processors.take(new Caller(Duration.ofMillis(10))))
          .isInstanceOf(TimeoutException.class);
      assertThat(processors.areWaitedFor()).isFalse();
      held.giveWay();
    }
    assertThat(processors.free()).isEqualTo(1);
  }

  @Test
  void anInterruptedCallerLeavesTheQueue() throws Exception {
    try (Turn held = processors.take(patient())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> processors.take(patient())).isInstanceOf(InterruptedException.class);
      assertThat(processors.areWaitedFor()).isFalse();
      held.giveWay();
    }
  }

  /** Though none of the slow ones ends before. */
  @Test
  void whoComputesForLongGivesWayToOthers() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    List<CompletableFuture<Void>> slow = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      slow.add(async(() -> computeUntil(end)));
    }
    for (int i = 0; i < 20; i++) {
      processors.take(patient()).close();
    }
    assertThat(slow).noneMatch(CompletableFuture::isDone);
    end.set(true);
    slow.forEach(CompletableFuture::join);
    assertThat(processors.free()).isEqualTo(1);
  }

  @Test
  void whatIsKnownToTakeLongGivesWayAtOnce() throws Exception {
    try (Turn large = processors.take(patient())) {
      CompletableFuture<Void> other = async(() -> taken(patient()).close());
      while (!processors.areWaitedFor()) {
        Thread.onSpinWait();
      }
      large.expect(Long.MAX_VALUE);
      assertThat(large.isToGiveWay()).isFalse();
      large.expect(0);
      assertThat(large.isToGiveWay()).isTrue();
      while (!other.isDone()) {
        large.giveWay();
      }
    }
  }

  /** Else they would never end where there is always somebody else. */
  @Test
  void whoGaveWayGoesOnWhileOthersCome() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    CompletableFuture<Void> others =
        async(
            () -> {
              while (!end.get()) {
                Turn turn = processors.take(patient());
                spin(20);
                turn.close();
              }
            });
    try (Turn slow = processors.take(patient())) {
      for (int i = 0; i < 60; i++) {
        spin(10);
        slow.giveWay();
      }
    }
    end.set(true);
    others.join();
  }

  @Test
  void aTurnThatIsClosedWhileItWaitsForSomethingElseTakesNothing() throws Exception {
    Turn turn = processors.take(patient());
    turn.during(turn::close);
    assertThat(processors.free()).isEqualTo(1);
    processors.take(patient()).close();
  }

  /** However its interruption and its grant fall together. */
  @Test
  void aCallerThatIsInterruptedWhenItIsGrantedKeepsNothing() throws Exception {
    for (int i = 0; i < 500; i++) {
      Turn held = processors.take(patient());
      Thread waiting =
          new Thread(
              () -> {
                try {
                  processors.take(patient()).close();
                } catch (InterruptedException | TimeoutException e) {
                  // One of two ends of the race.
                }
              });
      waiting.start();
      while (!processors.areWaitedFor()) {
        Thread.onSpinWait();
      }
      Thread other = new Thread(waiting::interrupt);
      other.start();
      held.close();
      other.join();
      waiting.join();
      assertThat(processors.free()).isEqualTo(1);
    }
  }

  @Test
  void aTurnThatIsClosedWhileItWaitsComesNotBack() throws Exception {
    Turn slow = processors.take(patient());
    CompletableFuture<Turn> other = CompletableFuture.supplyAsync(() -> taken(patient()), threads);
    CompletableFuture<Void> gaveWay =
        async(
            () -> {
              while (!other.isDone()) {
                spin(1);
                slow.giveWay();
              }
            });
    try (Turn held = other.join()) {
      slow.close();
      gaveWay.join();
      assertThat(processors.free()).isZero();
      held.giveWay();
    }
    assertThat(processors.free()).isEqualTo(1);
  }

  /** A query does not wait for a picture that is being decoded; the next picture waits instead. */
  @Test
  void aNetworkThatHasNoProcessorGetsSomeAtOnceUnlessNetworksHaveThemAll() throws Exception {
    Turn decoder = processors.take(patient());
    Turn first = processors.takeForNetwork(patient(), 1);
    Turn second = processors.takeForNetwork(patient(), 1);
    assertThat(processors.free()).isEqualTo(-2);
    CompletableFuture<Turn> third = forNetwork(patient());
    awaitWaiting();
    assertThat(third).isNotDone();
    second.close();
    List.of(decoder, first, third.join()).forEach(Turn::close);
    assertThat(processors.free()).isEqualTo(1);
  }

  @Test
  void aNetworkThatComputesTakesTurnsUntilItComputesNoMore() throws Exception {
    Turn decoder = processors.take(patient());
    Caller network = patient();
    Turn first = processors.takeForNetwork(network, 1);
    CompletableFuture<Turn> second = forNetwork(network);
    awaitWaiting();
    assertThat(second).isNotDone();
    first.close();
    List.of(decoder, second.join()).forEach(Turn::close);
    assertThat(processors.free()).isEqualTo(1);
  }

  private CompletableFuture<Turn> forNetwork(Caller network) {
    return CompletableFuture.supplyAsync(() -> processors.takeForNetwork(network, 1), threads);
  }

  private void awaitWaiting() throws InterruptedException {
    while (!processors.areWaitedFor()) {
      Thread.sleep(1);
    }
  }

  private CompletableFuture<Void> waiting(Caller caller, String name) throws InterruptedException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Turn turn = taken(caller)) {
                turns.add(name);
                turn.isToGiveWay();
              }
              done.complete(null);
            });
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    return done;
  }

  private void computeUntil(AtomicBoolean end) throws Exception {
    try (Turn turn = processors.take(patient())) {
      while (!end.get()) {
        spin(1);
        turn.giveWay();
      }
    }
  }

  private static void spin(int millis) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < millis * 1_000_000L) {
      Thread.onSpinWait();
    }
  }

  private Turn taken(Caller caller) {
    try {
      return processors.take(caller);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Caller patient() {
    return new Caller(Duration.ofMinutes(1));
  }

  private interface Work {
    void run() throws Exception;
  }

  private CompletableFuture<Void> async(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        threads);
  }
}
