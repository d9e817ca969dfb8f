package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.Execution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RunsTests {
  private final Queue<Runnable> shared = new ArrayDeque<>();
  private final Queue<Runnable> further = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final Runs runs = new Runs(1, shared::add, further::add);

  @Test
  void aTowerThatFindsTheThreadTakenGetsOneOfItsOwn() {
    runs.execute(() -> () -> told.add("pictures"));
    runs.execute(() -> () -> told.add("texts"));
    assertThat(shared).hasSize(1);
    assertThat(further).hasSize(1);

    further.remove().run();
    assertThat(told).containsExactly("texts");
  }

  @Test
  void whoIsToldFindsTheThreadFree() {
    runs.execute(() -> () -> runs.execute(() -> () -> told.add("next")));
    shared.remove().run();
    assertThat(further).isEmpty();
    shared.remove().run();
    assertThat(told).containsExactly("next");
  }

  @Test
  void aBatchThatCannotBeStartedLeavesThePlaceFree() {
    Queue<Runnable> later = new ArrayDeque<>();
    List<String> refusals = new ArrayList<>(List.of("refused"));
    Runs closing =
        new Runs(
            1,
            work -> {
              if (!refusals.isEmpty()) {
                throw new RejectedExecutionException(refusals.remove(0));
              }
              later.add(work);
            },
            further::add);
    assertThatThrownBy(() -> closing.execute(() -> () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    closing.execute(() -> () -> {});
    assertThat(later).hasSize(1);
  }

  @Test
  void runsShareTheProcessorsOut() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(Runs.most(Execution.defaults())).isEqualTo(1);
    assertThat(Runs.most(Execution.builder().threads(1).build())).isEqualTo(processors);
    assertThat(Runs.most(Execution.builder().threads(2 * processors).build())).isEqualTo(1);
  }
}
