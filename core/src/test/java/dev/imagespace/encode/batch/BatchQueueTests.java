package dev.imagespace.encode.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.load.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs are numbers and their own lengths; the network doubles them, so that whoever got the
 * vector of another would see it. A test holds the network for as long as it likes.
 */
@Timeout(60)
class BatchQueueTests {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
  private final List<Boolean> onAll = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Processors processors = new Processors(8);
  private final List<BatchRun> events = Collections.synchronizedList(new ArrayList<>());
  private final ImageSpaceListener listener =
      new ImageSpaceListener() {
        @Override
        public void batchRun(BatchRun run) {
          events.add(run);
        }
      };
  private volatile CountDownLatch gate = new CountDownLatch(0);

  @AfterEach
  void endThreads() {
    gate.countDown();
    threads.shutdownNow();
  }

  @Test
  void aLoneCallerWaitsForNobody() {
    assertThat(queue(limits().build()).run(List.of(7))).containsExactly(new float[] {14});
  }

  @Test
  void aBatchIsWhatHasComeWhileTheOneBeforeRan() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(queue, () -> IntStream.rangeClosed(2, 6).forEach(i -> sent.add(submit(queue, i))));
    sent.get(4).assertAnswered(6);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6));
  }

  @Test
  void aSmallCallDoesNotWaitForAllOfALargeOne() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue,
        () -> {
          sent.add(submit(queue, 10, 11, 12, 13, 14, 15));
          sent.add(submit(queue, 9));
        });
    sent.get(0).assertAnswered(10, 11, 12, 13, 14, 15);
    sent.get(1).assertAnswered(9);
    assertThat(batches)
        .containsExactly(List.of(1), List.of(10, 9), List.of(11, 12, 13, 14), List.of(15));
  }

  @Test
  void largeCallsShareFullBatches() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue,
        () -> {
          sent.add(submit(queue, 10, 11, 12, 13));
          sent.add(submit(queue, 14, 15, 16, 17));
        });
    sent.get(0).assertAnswered(10, 11, 12, 13);
    sent.get(1).assertAnswered(14, 15, 16, 17);
    assertThat(batches)
        .containsExactly(List.of(1), List.of(10, 14, 11, 15), List.of(12, 16, 13, 17));
  }

  /** However much it wants, and however long its turns take. */
  @Test
  void aCallThatWantsMoreThanTheQueueHoldsLeavesRoomForOthers() {
    BatchQueue<Integer> queue = queue(limits().queue(16).deadline(Duration.ofSeconds(10)).build());
    gate = new CountDownLatch(1);
    CompletableFuture<List<float[]>> first = async(() -> queue.run(List.of(1)));
    awaitBatches(1);
    CompletableFuture<List<float[]>> large =
        async(() -> queue.run(IntStream.range(0, 10_000).mapToObj(i -> i % 8).toList()));
    CompletableFuture<List<float[]>> second =
        async(() -> queue.run(Collections.nCopies(10_000, 3)));
    List<CompletableFuture<List<float[]>>> small =
        IntStream.range(0, 4).mapToObj(i -> async(() -> queue.run(List.of(i)))).toList();
    gate.countDown();
    small.forEach(each -> assertThat(each.join()).hasSize(1));
    assertThat(large).isNotDone();
    assertThat(second).isNotDone();
    assertThat(first.join()).hasSize(1);
    assertThat(large.join()).hasSize(10_000);
    assertThat(second.join()).hasSize(10_000);
  }

  @Test
  void inputsOfSimilarLengthRunTogether() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue, () -> IntStream.of(5, 77, 6, 70, 30).forEach(i -> sent.add(submit(queue, i))));
    sent.get(4).assertAnswered(30);
    assertThat(batches).containsExactly(List.of(1), List.of(5, 6), List.of(77, 70), List.of(30));
  }

  @Test
  void anUnusualLengthIsNotStarved() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue,
        () -> {
          sent.add(submit(queue, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5));
          sent.add(submit(queue, 77));
        });
    sent.get(1).assertAnswered(77);
    assertThat(batches.get(2)).containsExactly(77);
  }

  @Test
  void fewInputsGetAllProcessorsTogether() {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(4, 1, 4));
    assertThat(queue.run(List.of(1, 2, 3))).hasSize(3);
    assertThat(batches).containsExactly(List.of(1, 2, 3));
    assertThat(onAll).containsExactly(true);
  }

  /** Else runs on all processors, one after the other, would leave none to decoders for good. */
  @Test
  void nobodyGetsAllProcessorsWhileDecodersWait() throws Exception {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(4, 1, 4));
    List<Processors.Turn> decoders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      decoders.add(processors.take(new Processors.Caller(Duration.ofMinutes(1))));
    }
    CompletableFuture<Processors.Turn> waiting =
        async(() -> taken(new Processors.Caller(Duration.ofMinutes(1))));
    while (!processors.areWaitedFor()) {
      pause();
    }
    assertThat(queue.run(List.of(1))).hasSize(1);
    assertThat(onAll).containsExactly(false);
    decoders.forEach(Processors.Turn::close);
    waiting.join().close();
  }

  @Test
  void aWarmUpRunsOnAllProcessorsAndOnEach() {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(2, 1, 2));
    queue.warmUp(1);
    assertThat(onAll).startsWith(true).contains(false);
  }

  @Test
  void manyInputsAreSharedOutAmongRunsSideBySide() {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(2, 1, 2));
    gate = new CountDownLatch(1);
    Sent sent = submit(queue, 1, 2, 3, 4, 5, 6);
    awaitBatches(2);
    assertThat(onAll).doesNotContain(true);
    gate.countDown();
    sent.assertAnswered(1, 2, 3, 4, 5, 6);
  }

  /** On many processors, a batch that is cut into single inputs would take longer in all. */
  @Test
  void theBeginningOfACallIsNotSharedOut() {
    BatchQueue<Integer> queue = queue(limits().texts(3).build(), new Parallelism(2, 1, 2));
    try (BatchCall<Integer> call = new BatchCall<>(queue)) {
      call.await(call.submit(List.of(1, 2, 3), true));
      call.await(call.submit(List.of(4), true));
    }
    assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4));
    assertThat(onAll).containsExactly(false, false);
  }

  /** Whoever else computes: the run that waits for its turn goes on when the one before it ends. */
  @Test
  void decodersKeepARunWaitingOnlyWhileAnotherRuns() throws Exception {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(2, 1, 2));
    List<Processors.Turn> decoders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      decoders.add(processors.take(new Processors.Caller(Duration.ofMinutes(1))));
    }
    gate = new CountDownLatch(1);
    Sent sent = submit(queue, 1, 2, 3);
    awaitBatches(1);
    gate.countDown();
    sent.assertAnswered(1, 2, 3);
    decoders.forEach(Processors.Turn::close);
  }

  @Test
  void nothingRunsBesideARunOnAllProcessors() {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(2, 1, 2));
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue,
        () -> {
          sent.add(submit(queue, 2, 3));
          assertThat(batches).hasSize(1);
        });
    sent.get(0).assertAnswered(2, 3);
    assertThat(batches.get(0)).containsExactly(1);
    assertThat(onAll.get(0)).isTrue();
    assertThat(onAll.get(1)).isFalse();
  }

  /** A query does not wait for pictures. */
  @Test
  void aNetworkThatComputesNothingBeginsThoughTheOtherHasAllProcessors() {
    Workers workers = workers(new Parallelism(1, 8, 8));
    BatchQueue<Integer> pictures = queue(Towers.IMAGE, limits().build(), workers);
    BatchQueue<Integer> texts = queue(Towers.TEXT, limits().build(), workers);
    gate = new CountDownLatch(1);
    CompletableFuture<List<float[]>> picture = async(() -> pictures.run(List.of(1)));
    awaitBatches(1);
    CompletableFuture<List<float[]>> text = async(() -> texts.run(List.of(2)));
    awaitBatches(2);
    gate.countDown();
    assertThat(picture.join()).hasSize(1);
    assertThat(text.join()).hasSize(1);
  }

  @Test
  void aFailureIsToldToAllOfItsBatchAndToNobodyElse() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(queue, () -> IntStream.of(-1, 2, 50).forEach(i -> sent.add(submit(queue, i))));
    for (Sent failed : sent.subList(0, 2)) {
      assertThatThrownBy(failed::answer)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("-1");
    }
    sent.get(2).assertAnswered(50);
  }

  @Test
  void whatIsLeftOfAFailedCallIsNotRun() {
    BatchQueue<Integer> queue = queue(limits().build());
    assertThatThrownBy(() -> queue.run(List.of(-1, 1, 2, 3, 4, 5)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(queue.run(List.of(9))).hasSize(1);
    assertThat(batches).doesNotContain(List.of(4, 5)).endsWith(List.of(9));
  }

  /** Whatever a network does, the worker goes on, and no processor is lost. */
  @ParameterizedTest
  @ValueSource(ints = {-1, -2, -3, -4, -5, -6, -7})
  void aNetworkThatFailsIsNoEndOfTheOthers(int failure) {
    BatchQueue<Integer> queue = queue(limits().build(), new Parallelism(2, 1, 2));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> queue.run(List.of(failure))).isNotNull();
      assertThat(queue.run(List.of(4, 5, 6))).hasSize(3);
    }
    assertThat(processors.free()).isEqualTo(8);
  }

  @Test
  void anInputOfWhichNoLengthCanBeToldIsItsCallersFault() {
    BatchQueue<Integer> queue =
        new BatchQueue<>(
            Towers.TEXT,
            4,
            number -> 100 / number,
            this::doubled,
            limits().build(),
            workers(new Parallelism(1, 1, 1)));
    assertThatThrownBy(() -> queue.run(List.of(1, 0))).isInstanceOf(ArithmeticException.class);
    assertThat(queue.run(List.of(2))).hasSize(1);
  }

  @Test
  void whoseThreadsCannotBeStartedIsTold() {
    Workers none =
        new Workers(
            new Parallelism(1, 1, 1),
            processors,
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            null);
    BatchQueue<Integer> queue = queue(Towers.TEXT, limits().build(), none);
    assertThatThrownBy(() -> queue.run(List.of(1))).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aFullQueueLetsNobodyInAndSaysWhatToChange() {
    BatchQueue<Integer> queue = queue(limits().queue(1).deadline(SHORT).build());
    gate = new CountDownLatch(1);
    submit(queue, 1);
    awaitBatches(1);
    submit(queue, 2);
    assertThatThrownBy(() -> submit(queue, 3))
        .isInstanceOf(NetworkBusyException.class)
        .hasMessageContaining("no room among the 1 of 'imagespace.batching.queue'")
        .hasMessageContaining("'imagespace.batching.deadline'");
  }

  @Test
  void whoGetsNoTurnInTimeIsToldSoAndNotRunLater() {
    BatchQueue<Integer> queue = queue(limits().deadline(SHORT).build());
    whileOneRuns(
        queue,
        () -> {
          Sent late = submit(queue, 2);
          assertThatThrownBy(late::answer)
              .isInstanceOf(NetworkBusyException.class)
              .hasMessageContaining("got no turn")
              .hasMessageContaining("within 1000 ms")
              .hasMessageContaining("'imagespace.batching.deadline'");
        });
    assertThat(queue.run(List.of(3))).hasSize(1);
    assertThat(batches).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void anInterruptedCallerTakesItsWorkWithIt() {
    BatchQueue<Integer> queue = queue(limits().build());
    whileOneRuns(
        queue,
        () -> {
          Thread.currentThread().interrupt();
          try {
            assertThatThrownBy(() -> queue.run(List.of(2)))
                .isInstanceOf(CancellationException.class);
          } finally {
            assertThat(Thread.interrupted()).isTrue();
          }
        });
    assertThat(queue.run(List.of(3))).hasSize(1);
    assertThat(batches).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void closingTellsThoseThatWaitAndThoseThatCome() {
    BatchQueue<Integer> queue = queue(limits().queue(2).build());
    whileOneRuns(
        queue,
        () -> {
          Sent waiting = submit(queue, 2);
          CompletableFuture<List<float[]>> outside = async(() -> queue.run(List.of(3, 4, 5)));
          queue.close();
          assertThatThrownBy(waiting::answer)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("closed");
          assertThatThrownBy(outside::join).hasRootCauseInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> submit(queue, 6))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("closed");
        });
    assertThat(batches).containsExactly(List.of(1));
  }

  @Test
  void aListenerHearsOfEachBatchBeforeItsCallersDo() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(queue, () -> IntStream.of(2, 3, -1).forEach(i -> sent.add(submit(queue, i))));
    sent.get(0).assertAnswered(2);
    assertThat(events).extracting(BatchRun::size).containsExactly(1, 3);
    assertThat(events).allSatisfy(run -> assertThat(run.tower()).isEqualTo(Towers.TEXT));
    // The second waited at least for as long as the first ran after it came.
    assertThat(events.get(1).waiting()).isPositive();
    assertThat(events).extracting(BatchRun::failure).containsOnlyNulls();
    assertThatThrownBy(() -> queue.run(List.of(-1))).isNotNull();
    assertThat(events.get(2).failure()).hasMessage("-1");
  }

  @Test
  void theQueueTellsHowManyInputsWait() {
    BatchQueue<Integer> queue = queue(limits().build());
    List<Sent> sent = new ArrayList<>();
    whileOneRuns(
        queue,
        () -> {
          sent.add(submit(queue, 2, 3));
          sent.add(submit(queue, 4));
          assertThat(queue.waiting()).isEqualTo(3);
        });
    sent.get(0).assertAnswered(2, 3);
    sent.get(1).assertAnswered(4);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void everyCallerGetsItsOwn() {
    BatchQueue<Integer> queue = queue(limits().queue(8).build(), new Parallelism(2, 1, 1));
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 16)
            .mapToObj(
                caller ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 200; i++) {
                            int input = 16 * i + caller;
                            assertThat(queue.run(List.of(input)))
                                .containsExactly(new float[] {2 * input});
                          }
                        },
                        threads))
            .toList();
    assertThat(callers).allSatisfy(CompletableFuture::join);
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(3200);
    assertThat(processors.free()).isEqualTo(8);
  }

  private static Batching.Builder limits() {
    return Batching.builder().texts(4);
  }

  private BatchQueue<Integer> queue(Batching limits) {
    return queue(limits, new Parallelism(1, 1, 1));
  }

  private BatchQueue<Integer> queue(Batching limits, Parallelism parallelism) {
    return queue(Towers.TEXT, limits, workers(parallelism));
  }

  private BatchQueue<Integer> queue(Towers tower, Batching limits, Workers workers) {
    return new BatchQueue<>(
        tower, limits.texts(), number -> number, this::doubled, limits, workers);
  }

  private Workers workers(Parallelism parallelism) {
    return new Workers(parallelism, processors, Thread::new, listener);
  }

  /** Doubles, when the gate is open; negative numbers are ways to fail. */
  private List<float[]> doubled(List<Integer> numbers, boolean onAllProcessors) {
    batches.add(numbers);
    onAll.add(onAllProcessors);
    awaitQuietly(gate);
    List<float[]> vectors = numbers.stream().map(number -> new float[] {2 * number}).toList();
    return switch (numbers.get(0)) {
      case -1 -> throw new UnsupportedOperationException("-1");
      case -2 -> throw new OutOfMemoryError("-2");
      case -3 -> overflowing(0);
      case -4 -> vectors.subList(1, vectors.size());
      case -5 -> Collections.nCopies(numbers.size(), null);
      case -6 -> throw new LinkageError("-6");
      case -7 -> {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("-7");
      }
      default -> vectors;
    };
  }

  private static List<float[]> overflowing(int depth) {
    return depth < 0 ? List.of() : List.copyOf(overflowing(depth + 1));
  }

  /** Does something while a batch of the number 1 runs. */
  private void whileOneRuns(BatchQueue<Integer> queue, Runnable something) {
    gate = new CountDownLatch(1);
    CompletableFuture<List<float[]>> one = async(() -> queue.run(List.of(1)));
    awaitBatches(1);
    something.run();
    gate.countDown();
    assertThat(one.join()).containsExactly(new float[] {2});
  }

  private void awaitBatches(int number) {
    while (batches.size() < number) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private <R> CompletableFuture<R> async(Supplier<R> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  private Processors.Turn taken(Processors.Caller caller) {
    try {
      return processors.take(caller);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private record Sent(BatchCall<Integer> call, List<Input<Integer>> inputs) {
    List<float[]> answer() {
      return call.await(inputs);
    }

    void assertAnswered(Integer... numbers) {
      assertThat(answer().stream().map(vector -> (int) vector[0] / 2)).containsExactly(numbers);
    }
  }

  private static Sent submit(BatchQueue<Integer> queue, Integer... numbers) {
    BatchCall<Integer> call = new BatchCall<>(queue);
    return new Sent(call, call.submit(List.of(numbers), false));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
