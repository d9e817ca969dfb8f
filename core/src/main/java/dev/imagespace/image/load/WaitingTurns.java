package dev.imagespace.image.load;

import dev.imagespace.image.load.Processors.Caller;
import dev.imagespace.image.load.Processors.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait for {@link Processors}, by caller, in the order of their turns. Not thread-safe:
 * the lock of the processors guards it.
 */
final class WaitingTurns {
  private final Map<Caller, Deque<Turn>> waiting = new LinkedHashMap<>();

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean hasOther(Caller caller) {
    return waiting.size() > (waiting.containsKey(caller) ? 1 : 0);
  }

  @Nullable Turn first() {
    return isEmpty() ? null : waiting.values().iterator().next().peek();
  }

  Optional<Turn> first(Caller caller) {
    return Optional.ofNullable(waiting.get(caller)).map(Deque::peek);
  }

  void add(Turn turn) {
    waiting.computeIfAbsent(turn.caller, caller -> new ArrayDeque<>()).add(turn);
  }

  void remove(Turn turn) {
    waiting.computeIfPresent(
        turn.caller, (caller, turns) -> turns.remove(turn) && turns.isEmpty() ? null : turns);
  }

  /** It goes, and its caller's next one waits behind those of all others. */
  void hadTurn(Turn turn) {
    Deque<Turn> turns = waiting.remove(turn.caller);
    if (turns != null && turns.remove(turn) && !turns.isEmpty()) {
      waiting.put(turn.caller, turns);
    }
  }
}
