package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTests {
  private static final boolean AT_ONCE = false;
  private static final boolean QUEUED = true;

  private final List<String> begun = new ArrayList<>();
  private final RunPlan plan =
      new RunPlan(
          new Sharing(4, 1, 4),
          wanted -> {
            begun.add(wanted.toString());
            return wanted;
          },
          () -> begun.add("beside"));

  @Test
  void fewInputsGetOneRunOnAllProcessors() {
    plan.begin(3);
    plan.begin(5);
    assertThat(begun).containsExactly("ALL");
    assertThat(plan.take(AT_ONCE)).isEqualTo(5);
  }

  @Test
  void ofManyEachProcessorGetsAPart() {
    plan.begin(10);
    assertThat(begun).containsExactly("PART", "beside", "beside", "beside");
    assertThat(plan.take(AT_ONCE)).isEqualTo(3);
  }

  /**
   * On a machine of more processors than a batch has pictures, the first batch is only a beginning.
   */
  @Test
  void whatIsExpectedCounts() {
    plan.expect(60);
    plan.begin(2);
    assertThat(begun).containsExactly("PART", "beside");
    assertThat(plan.take(AT_ONCE)).isEqualTo(31);
  }

  @Test
  void whoComesWhileOthersComputeIsRunBesideThem() {
    threeCompute();
    begun.clear();
    plan.begin(1);
    assertThat(begun).containsExactly("beside");
  }

  /** Runs that wait for a processor may wait long, behind decoders. */
  @Test
  void aNetworkThatComputesNothingBeginsAtOnceThoughRunsAreQueued() {
    plan.begin(4);
    plan.take(AT_ONCE);
    plan.ended();
    begun.clear();
    plan.begin(1);
    assertThat(begun).containsExactly("PART");
  }

  @Test
  void whatIsLeftIsDividedWithThoseThatAreHalfDone() {
    threeCompute();
    plan.begin(10);
    assertThat(plan.take(QUEUED)).isEqualTo(4);
  }

  /** Of four runs, one has ended, and nothing waits. */
  private void threeCompute() {
    plan.begin(4);
    plan.take(AT_ONCE);
    plan.take(QUEUED);
    plan.take(QUEUED);
    plan.take(QUEUED);
    plan.ended();
  }
}
