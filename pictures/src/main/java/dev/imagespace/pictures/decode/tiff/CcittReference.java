package dev.imagespace.pictures.decode.tiff;

/** A place in the row above, from which changes of the row below are told. Not thread-safe. */
final class CcittReference {
  private final CcittRow above;
  private int run;

  /** Where the next change of the row above is: b1 of T.6. */
  private int next;

  CcittReference(CcittRow above) {
    this.above = above;
    forward();
  }

  int next() {
    return next;
  }

  void forward() {
    next += above.run(run++);
  }

  void back() {
    if (run > 0) {
      next -= above.run(--run);
    }
  }

  /** Moves on to the first change of the other colour that is behind what was read of the row. */
  void moveBehind(CcittRow row) {
    if (row.isEmpty()) {
      return;
    }
    while (next <= row.position() && next < above.width() && run < above.count()) {
      forward();
      forward();
    }
  }
}
