package dev.imagespace.image.load;

import dev.imagespace.image.ImageRejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all pictures being loaded may allocate together. Thread-safe.
 *
 * <p>A load asks for its encoded bytes while they arrive, and for all the rest as soon as its
 * header is known. Encoded bytes get a small part of the memory, so that the rest is there for
 * those who have them; those of the network a part of their own, since a server may take its time,
 * and those of large pictures, too, since small ones are not to wait for them. Who has encoded
 * bytes goes before who has none. Where all wait for each other, the last is refused.
 */
final class MemoryInFlight {

  /** Where encoded bytes come from. */
  enum Origin {
    HERE,
    NETWORK
  }

  /** Of the memory, for the encoded bytes of one lane; more where they are those of one load. */
  private static final int ARRIVING = 16;

  /** A picture that takes more than such a part of the memory is large. */
  private static final int LARGE = 32;

  /** Of the memory, the part that large ones leave to the others, unless there is one alone. */
  private static final int SMALL = 4;

  private final long max;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Request> waiting = new ArrayList<>();

  /** Encoded bytes that wait for each other. */
  private record Lane(Origin origin, boolean large) {}

  /** What shares hold that will ask for more. */
  private final Map<Lane, Long> arriving = new HashMap<>();

  private long taken;

  /** Of that, what large ones have. */
  private long takenByLarge;

  /** Shares that have all they asked for, and need nothing more to come to an end. */
  private int working;

  MemoryInFlight(long maxBytes) {
    max = maxBytes;
  }

  Share share() {
    return new Share();
  }

  long max() {
    return max;
  }

  /** Bytes of all shares. */
  long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Of one picture, given back when closed. */
  final class Share implements AutoCloseable {
    private long held;
    private Origin origin = Origin.HERE;
    private boolean works;
    private boolean large;

    private Share() {}

    /** Waits until this share may be of so many encoded bytes; it never shrinks. */
    void arriveTo(long bytes, Origin from, long waitNanos, String name) {
      origin = from;
      ask(bytes, false, waitNanos, name);
    }

    /** Whether this share is of so many bytes, without waiting for them. */
    boolean growAtOnce(long bytes) throws InterruptedException {
      return bytes <= max && grant(this, bytes, true, 0);
    }

    /** Waits until this share may be of so many bytes, which is all that the picture takes. */
    void growTo(long bytes, long waitNanos, String name) {
      ask(bytes, true, waitNanos, name);
    }

    private void ask(long bytes, boolean grows, long waitNanos, String name) {
      if (bytes > max) {
        throw new ImageRejectedException(
            ImageRejectedException.Reason.TOO_LARGE,
            "%s: needs about %d bytes to be decoded; all pictures together may take %d. Raise 'imagespace.image.max-memory' to accept it."
                .formatted(name, bytes, max));
      }
      try {
        if (!grant(this, bytes, grows, waitNanos)) {
          throw new ImageRejectedException(
              ImageRejectedException.Reason.BUSY,
              "%s: other pictures take the %d bytes that all may take together, for longer than 'imagespace.image.deadline'. Raise 'imagespace.image.max-memory', or load fewer at a time."
                  .formatted(name, max));
        }
      } catch (InterruptedException e) {
        throw Interruption.of(e, name);
      }
    }

    private Lane lane() {
      return new Lane(origin, large);
    }

    private void work() {
      if (!works) {
        arriving.merge(lane(), -held, Long::sum);
        works = true;
        working++;
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        work();
        works = false;
        working--;
        taken -= held;
        takenByLarge -= large ? held : 0;
        large = false;
        held = 0;
        settle();
      } finally {
        lock.unlock();
      }
    }
  }

  private enum Answer {
    NONE,
    GRANTED,
    REFUSED
  }

  /** A share that would be larger. */
  private static final class Request {
    private final Share share;
    private final long more;

    /** Whether this is for all the rest, else for encoded bytes. */
    private final boolean grows;

    private Answer answer = Answer.NONE;

    Request(Share share, long more, boolean grows) {
      this.share = share;
      this.more = more;
      this.grows = grows;
    }

    boolean isLarge(long max) {
      return share.held + more > max / LARGE;
    }

    Lane lane(long max) {
      return new Lane(share.origin, isLarge(max));
    }
  }

  private boolean grant(Share share, long bytes, boolean grows, long waitNanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Request request = new Request(share, Math.max(0, bytes - share.held), grows);
      waiting.add(request);
      settle();
      try {
        long left = waitNanos;
        while (request.answer == Answer.NONE && left > 0) {
          left = changed.awaitNanos(left);
        }
      } finally {
        waiting.remove(request);
        settle();
      }
      return request.answer == Answer.GRANTED;
    } finally {
      lock.unlock();
    }
  }

  /** Answers whoever can be answered, in the order in which they came. */
  private void settle() {
    boolean newcomersStay = !settleGrowing();
    Set<Lane> waits = new HashSet<>();
    Map<Lane, Long> heldByWaiting = heldByWaiting();
    for (Request each : waiting) {
      if (each.answer == Answer.NONE && !each.grows) {
        Lane lane = each.lane(max);
        Lane own = each.share.lane();
        boolean passes = newcomersStay || !lane.large();
        // Where all of a lane wait with what they have, the first goes on: none would end else.
        boolean stalled =
            each.share.held > 0 && heldByWaiting.getOrDefault(own, 0L) == arriving(own);
        boolean hasTurn = passes && !waits.contains(lane) && hasRoom(each);
        if ((stalled || hasTurn) && taken + each.more <= max) {
          heldByWaiting.merge(own, -each.share.held, Long::sum);
          give(each);
        } else {
          waits.add(lane);
        }
      }
    }
    changed.signalAll();
  }

  private Map<Lane, Long> heldByWaiting() {
    Map<Lane, Long> held = new HashMap<>();
    for (Request each : waiting) {
      if (each.answer == Answer.NONE && !each.grows) {
        held.merge(each.share.lane(), each.share.held, Long::sum);
      }
    }
    return held;
  }

  private boolean hasRoom(Request arrival) {
    Lane lane = arrival.lane(max);
    long held = arrival.share.held;
    long others = arriving(lane) - (arrival.share.lane().equals(lane) ? held : 0);
    return others == 0 || others + held + arrival.more <= max / ARRIVING;
  }

  private long arriving(Lane lane) {
    return arriving.getOrDefault(lane, 0L);
  }

  private long arrivingFromTheNetwork() {
    return arriving(new Lane(Origin.NETWORK, false)) + arriving(new Lane(Origin.NETWORK, true));
  }

  /** Returns whether what becomes free is to be left to a share that grows. */
  private boolean settleGrowing() {
    boolean reserved = false;
    int growing = 0;
    int idle = 0;
    Request last = null;
    for (Request each : waiting) {
      if (each.answer == Answer.NONE && each.grows) {
        if (fits(each)) {
          give(each);
        } else {
          last = each;
          growing++;
          idle += each.share.works ? 1 : 0;
          // Who would not fit beside what the network holds may wait for it longer than is fair.
          reserved |= each.share.held + each.more <= max - arrivingFromTheNetwork();
        }
      }
    }
    if (growing > 1 && working == idle && last != null) {
      last.answer = Answer.REFUSED;
      last.share.work();
    }
    return reserved;
  }

  /** Large ones wait for each other before small ones have to wait for them. */
  private boolean fits(Request request) {
    if (taken + request.more > max || !request.isLarge(max)) {
      return taken + request.more <= max;
    }
    long others = takenByLarge - (request.share.large ? request.share.held : 0);
    return others == 0 || others + request.share.held + request.more <= max - max / SMALL;
  }

  private void give(Request request) {
    Share share = request.share;
    takenByLarge -= share.large ? share.held : 0;
    if (request.grows) {
      share.work();
    } else {
      arriving.merge(share.lane(), -share.held, Long::sum);
      arriving.merge(request.lane(max), share.held + request.more, Long::sum);
    }
    share.large = request.isLarge(max);
    share.held += request.more;
    takenByLarge += share.large ? share.held : 0;
    taken += request.more;
    request.answer = Answer.GRANTED;
  }
}
