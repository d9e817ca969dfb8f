package dev.imagespace.pictures.testing;

import dev.imagespace.pictures.decode.DecodeBudget;
import dev.imagespace.pictures.decode.PictureShape;

/** Stops the decoder that has asked so many times. Not thread-safe. */
public final class LimitedBudget implements DecodeBudget {
  private final int most;
  private int asked;

  public LimitedBudget(int most) {
    this.most = most;
  }

  /** How often it was asked. */
  public int asked() {
    return asked;
  }

  @Override
  public boolean isStopped() {
    return ++asked > most;
  }

  @Override
  public void expect(long pixels) {}

  @Override
  public void reserve(long bytes, String name) {}

  @Override
  public long inUse(PictureShape shape) {
    return 0;
  }
}
