package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.Batching;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.image.Processors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Inputs are numbers and their own lengths; the network doubles them, so that whoever got the
 * vector of another would see it. Batches run when a test says so, on the test's own thread.
 */
@Timeout(60)
class MicroBatcherTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
  private final List<Share> shares = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Runnable> due = new ArrayDeque<>();
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void aBatchIsWhatHasComeWhileTheOneBeforeRan() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    Request<Integer> first = submit(batcher, 1);
    List<Request<Integer>> next = new ArrayList<>();
    meanwhile.add(() -> IntStream.rangeClosed(2, 6).forEach(i -> next.add(submit(batcher, i))));
    runAll();

    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6));
    assertAnswer(batcher, first, 1);
    IntStream.range(0, 5).forEach(i -> assertAnswer(batcher, next.get(i), i + 2));
  }

  @Test
  void aLoneCallerWaitsForNobody() {
    MicroBatcher<Integer> batcher = batcher(limits().maxWait(HOUR).build(), 1, threads);
    assertThat(batcher.run(List.of(7))).containsExactly(new float[] {14});
  }

  @Test
  void aBatchWaitsForACallerThatIsOnItsWay() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    MicroBatcher<Integer> batcher =
        batcher(
            limits().maxWait(HOUR).build(),
            1,
            work -> {
              began.countDown();
              threads.execute(work);
            });
    try (BatchCall<Integer> onItsWay = new BatchCall<>(batcher, 1)) {
      CompletableFuture<List<float[]>> other =
          CompletableFuture.supplyAsync(() -> batcher.run(List.of(1)), threads);
      began.await();
      assertThat(onItsWay.await(onItsWay.submit(List.of(2)))).containsExactly(new float[] {4});
      assertThat(other.join()).containsExactly(new float[] {2});
    }
    assertThat(batches)
        .singleElement()
        .satisfies(batch -> assertThat(batch).containsExactlyInAnyOrder(1, 2));
  }

  @Test
  void aBatchGivesUpACallerThatDoesNotCome() {
    MicroBatcher<Integer> batcher = batcher(limits().maxWait(SHORT).build(), 1, threads);
    try (BatchCall<Integer> dawdling = new BatchCall<>(batcher, 1)) {
      assertThat(batcher.run(List.of(1))).containsExactly(new float[] {2});
      assertThat(dawdling.await(dawdling.submit(List.of(2)))).containsExactly(new float[] {4});
    }
  }

  @Test
  void aSmallRequestDoesNotWaitForAllOfALargeOne() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    Request<Integer> large = submit(batcher, 10, 11, 12, 13, 14, 15);
    Request<Integer> small = submit(batcher, 9);
    runAll();

    assertThat(batches).containsExactly(List.of(10, 9, 11, 12), List.of(13, 14, 15));
    assertAnswer(batcher, large, 10, 11, 12, 13, 14, 15);
    assertAnswer(batcher, small, 9);
  }

  @Test
  void inputsOfSimilarLengthRunTogether() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    IntStream.of(5, 77, 6, 70, 30).forEach(length -> submit(batcher, length));
    runAll();
    assertThat(batches).containsExactly(List.of(5, 6), List.of(77, 70), List.of(30));
  }

  @Test
  void anUnusualLengthIsNotStarved() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    submit(batcher, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
    submit(batcher, 77);
    runAll();
    assertThat(batches.get(1)).containsExactly(77);
  }

  @Test
  void runsGoSideBySideAsFarAsThereAreAny() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), 2, due::add);
    submit(batcher, 1);
    submit(batcher, 40);
    submit(batcher, 70);
    assertThat(due).hasSize(2);
    meanwhile.add(() -> due.remove().run());
    runAll();
    assertThat(batches).containsExactly(List.of(1), List.of(40), List.of(70));
  }

  @Test
  void fewInputsGetAllProcessorsTogether() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), new Sharing(4, 1, 4), due::add);
    submit(batcher, 1, 2, 3);
    submit(batcher, 4);
    assertThat(due).hasSize(1);
    runAll();
    assertThat(batches).containsExactly(List.of(1, 4, 2, 3));
    assertThat(shares).containsExactly(Share.ALL);
  }

  @Test
  void aWarmUpRunsOnAllProcessorsAndOnEach() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), new Sharing(2, 1, 2), threads);
    batcher.warmUp(1);
    assertThat(shares).startsWith(Share.ALL).contains(Share.PART);
  }

  @Test
  void manyInputsAreSharedOutEvenly() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), new Sharing(2, 1, 2), due::add);
    submit(batcher, 1, 2, 3, 4, 5, 6);
    meanwhile.add(() -> due.remove().run());
    runAll();
    assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));
    assertThat(shares).containsExactly(Share.PART, Share.PART);
  }

  @Test
  void theRestIsSharedWithRunsThatAreHalfDone() {
    MicroBatcher<Integer> batcher =
        batcher(limits().texts(6).build(), new Sharing(2, 1, 2), due::add);
    submit(batcher, 1, 2);
    meanwhile.add(
        () -> {
          submit(batcher, 3, 4, 5, 6, 7, 8);
          due.remove().run();
        });
    runAll();
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4, 5, 6), List.of(7), List.of(8));
  }

  @Test
  void aRunLeavesNothingToOthersWhileMoreIsExpected() {
    MicroBatcher<Integer> batcher =
        batcher(limits().texts(3).build(), new Sharing(2, 1, 2), due::add);
    BatchCall<Integer> call = new BatchCall<>(batcher, 12);
    call.submit(List.of(1, 2, 3));
    call.miss(1);
    runAll();
    assertThat(batches).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void nothingRunsBesideARunOnAllProcessors() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), new Sharing(2, 1, 2), due::add);
    submit(batcher, 1);
    meanwhile.add(
        () -> {
          submit(batcher, 2, 3);
          assertThat(due).isEmpty();
        });
    runAll();
    assertThat(batches).containsExactly(List.of(1), List.of(2), List.of(3));
    assertThat(shares).containsExactly(Share.ALL, Share.PART, Share.PART);
  }

  @Test
  void whoComesWhileOthersRunGetsAProcessorThatIsFree() {
    MicroBatcher<Integer> batcher = batcher(limits().build(), new Sharing(3, 1, 3), due::add);
    submit(batcher, 1, 2, 3);
    meanwhile.add(() -> due.removeLast().run());
    runAll();
    submit(batcher, 40, 41, 42);
    due.remove().run();
    due.remove().run();
    submit(batcher, 5);
    assertThat(due).hasSize(2);
    runAll();
    assertThat(batches).hasSize(7).allMatch(batch -> batch.size() == 1);
    assertThat(shares).containsOnly(Share.PART);
  }

  @Test
  void aFailureIsToldToAllOfItsBatchAndToNobodyElse() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    Request<Integer> bad = submit(batcher, -1);
    Request<Integer> beside = submit(batcher, 2);
    Request<Integer> other = submit(batcher, 50);
    runAll();

    for (Request<Integer> failed : List.of(bad, beside)) {
      assertThatThrownBy(() -> batcher.await(failed))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("-1");
    }
    assertAnswer(batcher, other, 50);
  }

  @Test
  void whatIsLeftOfAFailedRequestIsNotRun() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    submit(batcher, -1, 1, 2, 3, 4, 5);
    runAll();
    assertThat(batches).containsExactly(List.of(-1, 1, 2, 3));
  }

  @Test
  void aFullQueueLetsNobodyInAndSaysWhatToChange() {
    MicroBatcher<Integer> batcher = batcher(limits().queue(2).deadline(SHORT).build());
    submit(batcher, 1, 2);
    assertThatThrownBy(() -> submit(batcher, 3))
        .isInstanceOf(NetworkBusyException.class)
        .hasMessageContaining("no room among the 2 of 'imagespace.batching.queue'")
        .hasMessageContaining("'imagespace.batching.deadline'");
  }

  @Test
  void whoWaitsOutsideComesInWhenThereIsRoom() throws InterruptedException {
    MicroBatcher<Integer> batcher = batcher(limits().queue(1).deadline(HOUR).build(), 1, threads);
    CountDownLatch go = new CountDownLatch(1);
    meanwhile.add(() -> awaitQuietly(go));
    List<CompletableFuture<List<float[]>>> callers =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> batcher.run(List.of(i)), threads))
            .toList();
    go.countDown();
    for (int i = 0; i < 8; i++) {
      assertThat(callers.get(i).join()).containsExactly(new float[] {2 * i});
    }
  }

  @Test
  void whoGetsNoTurnInTimeIsToldSoAndNotRunLater() {
    MicroBatcher<Integer> batcher = batcher(limits().deadline(SHORT).build());
    Request<Integer> late = submit(batcher, 1);
    assertThatThrownBy(() -> batcher.await(late))
        .isInstanceOf(NetworkBusyException.class)
        .hasMessageContaining("got no turn")
        .hasMessageContaining("within 1 ms")
        .hasMessageContaining("'imagespace.batching.deadline'");
    runAll();
    assertThat(batches).isEmpty();
  }

  @Test
  void anInterruptedCallerTakesItsWorkWithIt() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> batcher.run(List.of(1))).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    runAll();
    assertThat(batches).isEmpty();
  }

  @Test
  void closingTellsThoseThatWaitAndThoseThatCome() {
    MicroBatcher<Integer> batcher = batcher(limits().build());
    Request<Integer> waiting = submit(batcher, 1);
    batcher.close();

    assertThatThrownBy(() -> batcher.await(waiting))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> submit(batcher, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    runAll();
    assertThat(batches).isEmpty();
  }

  @Test
  void everyCallerGetsItsOwn() {
    MicroBatcher<Integer> batcher = batcher(limits().queue(8).build(), 2, threads);
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 16)
            .mapToObj(
                caller ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 200; i++) {
                            int input = 16 * i + caller;
                            assertThat(batcher.run(List.of(input)))
                                .containsExactly(new float[] {2 * input});
                          }
                        },
                        threads))
            .toList();
    assertThat(callers).allSatisfy(CompletableFuture::join);
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(3200);
  }

  private static Batching.Builder limits() {
    return Batching.builder().texts(4);
  }

  private MicroBatcher<Integer> batcher(Batching limits) {
    return batcher(limits, 1, due::add);
  }

  private MicroBatcher<Integer> batcher(Batching limits, int runs, Executor on) {
    return batcher(limits, new Sharing(runs, 1, 1), on);
  }

  private MicroBatcher<Integer> batcher(Batching limits, Sharing sharing, Executor on) {
    return new MicroBatcher<>(
        new BatchedNetwork<>("Numbers", limits.texts(), number -> number, this::doubled),
        limits,
        new Runs(sharing, new Processors(8), on, on));
  }

  private List<float[]> doubled(List<Integer> numbers, Share share) {
    batches.add(numbers);
    shares.add(share);
    Runnable first = meanwhile.poll();
    if (first != null) {
      first.run();
    }
    if (numbers.contains(-1)) {
      throw new UnsupportedOperationException("-1");
    }
    return numbers.stream().map(number -> new float[] {2 * number}).toList();
  }

  private static Request<Integer> submit(MicroBatcher<Integer> batcher, Integer... inputs) {
    return new BatchCall<>(batcher, inputs.length).submit(List.of(inputs));
  }

  private void runAll() {
    for (Runnable run = due.poll(); run != null; run = due.poll()) {
      run.run();
    }
  }

  private static void assertAnswer(
      MicroBatcher<Integer> batcher, Request<Integer> request, int... inputs) {
    List<float[]> vectors = batcher.await(request);
    assertThat(vectors.stream().mapToInt(vector -> (int) vector[0]))
        .containsExactly(IntStream.of(inputs).map(i -> 2 * i).boxed().toArray(Integer[]::new));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
