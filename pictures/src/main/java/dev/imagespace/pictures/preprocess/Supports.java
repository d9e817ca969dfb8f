package dev.imagespace.pictures.preprocess;

/** Which source samples of an axis each output sample reads: one run of neighbours for each. */
sealed interface Supports permits Taps, FixedTaps {

  /** First source sample of each output. */
  int[] starts();

  /** How many source samples each output reads. */
  int[] lengths();

  /** Source samples before this one are not read. */
  default int first() {
    return starts()[0];
  }

  /** Source samples from this one on are not read. */
  default int end() {
    int last = starts().length - 1;
    return starts()[last] + lengths()[last];
  }

  /** Outputs. */
  default int count() {
    return starts().length;
  }
}
