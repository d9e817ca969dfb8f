package dev.imagespace.encode;

import java.util.function.UnaryOperator;

/**
 * Which runs of one network begin when, and how many inputs each takes: few are run together, on
 * all processors; of many, each processor gets a part. Guarded by the lock of its batcher.
 */
final class RunPlan {
  private final Sharing sharing;
  private final UnaryOperator<Share> atOnce;
  private final Runnable beside;

  /** Runs that have begun and have not ended. */
  private int begun;

  /** Of those, the ones that have not taken their inputs yet. */
  private int starting;

  /** Of those in turn, the ones that wait for a processor. */
  private int queued;

  /** Inputs that callers will submit, by what they say. */
  private int expected;

  /** Inputs that each run may take. */
  private int each;

  /** Whether a run has all processors. */
  private boolean alone;

  /**
   * Nothing runs, nothing waits.
   *
   * @param atOnce begins a run, with this share if it can be, and says with which
   * @param beside begins a run that waits for a processor
   */
  RunPlan(Sharing sharing, UnaryOperator<Share> atOnce, Runnable beside) {
    this.sharing = sharing;
    this.atOnce = atOnce;
    this.beside = beside;
  }

  /** So many inputs more will be submitted, or fewer. */
  void expect(int more) {
    expected += more;
  }

  /** Begins what is wanted for so many inputs that wait. */
  void begin(int inputs) {
    if (inputs == 0) {
      return;
    }
    if (begun == queued) {
      // Nobody computes for these inputs: they wait for no decoder.
      boolean few = begun == 0 && sharing.isForOneRun(inputs + expected);
      alone = atOnce.apply(few ? Share.ALL : Share.PART) == Share.ALL;
      begun++;
      starting++;
    }
    while (!alone && begun < sharing.most() && starting < inputs) {
      beside.run();
      begun++;
      starting++;
      queued++;
    }
    each = alone ? inputs : part(inputs + expected);
  }

  /**
   * So that all end together: runs that begin get equal parts of all there is to do, and leave half
   * as much for each of those that are on their way, which are half done by the look of it.
   */
  private int part(int inputs) {
    int parts = 2 * starting + (begun - starting);
    return Math.max(1, (2 * inputs + parts - 1) / parts);
  }

  /**
   * A run takes its inputs: so many at most.
   *
   * @param wasQueued whether it began beside others
   */
  int take(boolean wasQueued) {
    starting--;
    if (wasQueued) {
      queued--;
    }
    return each;
  }

  void ended() {
    begun--;
    alone = false;
  }
}
