package dev.imagespace.encode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so; what is due then runs on the test's own thread. */
final class ManualTimer implements Timer {
  private record Due(long time, Runnable work) {}

  private final List<Due> dues = new ArrayList<>();
  private long now;

  void pass(Duration time) {
    now += time.toNanos();
    List<Due> passed = dues.stream().filter(due -> due.time() <= now).toList();
    dues.removeAll(passed);
    passed.forEach(due -> due.work().run());
  }

  int waiting() {
    return dues.size();
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void after(Duration delay, Runnable work) {
    dues.add(new Due(now + delay.toNanos(), work));
  }

  @Override
  public void close() {
    dues.clear();
  }
}
