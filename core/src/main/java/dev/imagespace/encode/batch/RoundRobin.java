package dev.imagespace.encode.batch;

import dev.imagespace.encode.batch.BatchCall.Input;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The inputs that wait, by call. Calls take turns: who had one goes to the end. Not thread-safe:
 * the lock of a queue guards it.
 */
final class RoundRobin<T> {

  /** Padding that costs less than a batch of one's own. */
  private static final int PADDING = 8;

  /** Of a batch, the part that one call may take while others wait for little. */
  private static final int CROWDED = 4;

  /** Those of which inputs wait. */
  private final Deque<BatchCall<T>> calls = new ArrayDeque<>();

  private int size;

  int size() {
    return size;
  }

  /** Whether what waits is only a beginning. */
  boolean moreFollow() {
    return calls.stream().anyMatch(BatchCall::moreFollow);
  }

  List<BatchCall<T>> calls() {
    return List.copyOf(calls);
  }

  void add(Input<T> input) {
    BatchCall<T> call = input.call();
    if (call.waiting().isEmpty()) {
      calls.add(call);
    }
    call.waiting().add(input);
    size++;
  }

  /** Forgets all of a call. */
  void remove(BatchCall<T> call) {
    size -= call.waiting().size();
    call.waiting().clear();
    calls.remove(call);
  }

  /**
   * Each call gives one in turn, as far as their lengths go together with that of the first. A call
   * that waits for nothing but this batch does not wait for all that others might put into it.
   */
  void take(List<Input<T>> batch, int most) {
    boolean more = true;
    for (int round = 0; more && (round < most / CROWDED || !endsACall(batch)); round++) {
      more = false;
      for (BatchCall<T> call : calls) {
        Input<T> next = call.waiting().peek();
        if (next != null && batch.size() < most && runTogether(batch, next)) {
          batch.add(call.take());
          size--;
          more = true;
        }
      }
    }
    List<BatchCall<T>> served = batch.stream().map(Input::call).distinct().toList();
    calls.removeAll(served);
    served.stream().filter(call -> !call.waiting().isEmpty()).forEach(calls::add);
  }

  private boolean endsACall(List<Input<T>> batch) {
    return calls.size() > 1 && batch.stream().anyMatch(input -> input.call().waiting().isEmpty());
  }

  private static <T> boolean runTogether(List<Input<T>> batch, Input<T> next) {
    return batch.isEmpty() || Math.abs(batch.get(0).length() - next.length()) <= PADDING;
  }
}
