package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenPartsTests {
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
  private final OpenParts parts = new OpenParts();

  @Test
  void theLastIsClosedFirst() {
    add("first");
    add("second");

    parts.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void eachIsClosedAlthoughOthersThrowAndNothingThatTheyThrowIsLost() {
    add("first");
    addThrowing("second", new IllegalStateException("second"));
    addThrowing("third", new LinkageError("third"));
    add("fourth");

    assertThatThrownBy(parts::close)
        .isInstanceOf(LinkageError.class)
        .hasMessage("third")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("second"));
    assertThat(closed).containsExactly("fourth", "third", "second", "first");
  }

  @Test
  void aFailureIsToldWhatDoesNotClose() {
    addThrowing("part", new IllegalStateException("part"));
    RuntimeException failure = new IllegalArgumentException("opening");

    parts.closeAfter(failure);

    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessage("part");
  }

  @Test
  void closingAgainClosesNothingAgain() {
    addThrowing("part", new IllegalStateException("part"));

    assertThatThrownBy(parts::close).hasMessage("part");
    parts.close();

    assertThat(closed).containsExactly("part");
  }

  @Test
  void allWhoCloseAtOnceReturnWhenEachPartIsClosedOnce() throws Exception {
    IntStream.range(0, 100).forEach(i -> add("part " + i));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch together = new CountDownLatch(8);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        counts.add(
            callers.submit(
                () -> {
                  together.countDown();
                  together.await();
                  parts.close();
                  return closed.size();
                }));
      }
      for (Future<Integer> count : counts) {
        assertThat(count.get()).isEqualTo(100);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(closed).doesNotHaveDuplicates();
  }

  private void add(String name) {
    parts.add(() -> closed.add(name));
  }

  private void addThrowing(String name, Throwable thrown) {
    parts.add(
        () -> {
          closed.add(name);
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        });
  }
}
