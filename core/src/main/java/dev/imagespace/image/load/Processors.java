package dev.imagespace.image.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The processors of the machine, held by whoever computes: decoders, tokenizers, and networks,
 * which know how many they take. So what computes at a time is not more than the machine can carry.
 *
 * <p>Fair by caller: nobody gets a second processor while another caller waits for a first one. Who
 * computes for unusually long is slow: where others wait, all slow ones together get a fifth of the
 * time, in turns of their own, so that pictures which take seconds cost those of milliseconds
 * little. Thread-safe.
 */
public final class Processors {

  /** A photo of 12 megapixels is decoded in less, by any JDK. */
  static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Others compute for so many nanoseconds for each one of the slow. */
  private static final int OTHERS_TO_SLOW = 4;

  private final int number;
  private final ReentrantLock lock = new ReentrantLock();

  /** Networks that nothing runs of: they are next. */
  private final WaitingTurns urgent = new WaitingTurns();

  private final WaitingTurns usual = new WaitingTurns();
  private final WaitingTurns slow = new WaitingTurns();
  private int free;

  /** Processors that networks hold. */
  private int ofNetworks;

  /** Nanoseconds that slow ones may compute while others wait; negative where they did already. */
  private long credit;

  private volatile boolean waitedFor;

  /**
   * All of them free.
   *
   * @param number at least 1
   */
  public Processors(int number) {
    this.number = number;
    this.free = number;
  }

  /**
   * Those of this machine, and no fewer than two: one decoder that does not end must not be the end
   * of all others.
   */
  public static Processors ofThisMachine() {
    return new Processors(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  public int number() {
    return number;
  }

  /** How many nobody holds; negative where more were taken at once than there were. */
  public int free() {
    lock.lock();
    try {
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a network computes on any of them. */
  public boolean runNetworks() {
    lock.lock();
    try {
      return ofNetworks > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody waits for one. */
  public boolean areWaitedFor() {
    return waitedFor;
  }

  /**
   * Whoever asks for processors on behalf of one call: however often it asks, its turn comes once a
   * round.
   */
  public static final class Caller {
    private final long patience;
    private long lastTurn = System.nanoTime();

    /** Turns that hold their processors. */
    private int computing;

    /**
     * Has had nothing yet.
     *
     * @param patience longest wait for a turn, since it came or had one
     */
    public Caller(Duration patience) {
      this.patience = TimeUnit.NANOSECONDS.convert(patience);
    }
  }

  /**
   * Waits for one.
   *
   * @throws TimeoutException if the caller's patience ends before
   */
  public Turn take(Caller caller) throws InterruptedException, TimeoutException {
    Turn turn = new Turn(caller, usual, 1, false);
    try {
      turn.await();
      return turn;
    } catch (InterruptedException | TimeoutException | RuntimeException | Error e) {
      // It may have been granted at the same moment.
      turn.close();
      throw e;
    }
  }

  /**
   * Waits for so many for a network, however long, interrupted or not. A network that computes on
   * none gets them at once, whether they are free or not, and who comes later waits the longer;
   * only where networks have more than there are already, it waits for them, and is next.
   */
  public Turn takeForNetwork(Caller network, int some) {
    Turn turn = new Turn(network, usual, some, true);
    turn.awaitUninterruptibly();
    return turn;
  }

  /** Gives what is free to those whose turn it is. */
  private void grant() {
    for (Turn next = next(); next != null && next.mayBegin(); next = next()) {
      next.round.hadTurn(next);
      next.begin();
      next.changed.signal();
    }
    waitedFor = next() != null;
  }

  private @Nullable Turn next() {
    if (!urgent.isEmpty()) {
      return urgent.first();
    }
    boolean slowFirst = usual.isEmpty() || credit > 0;
    return slowFirst && !slow.isEmpty() ? slow.first() : usual.first();
  }

  /** Processors that are held, or waited for; closing gives them back. Thread-safe. */
  public final class Turn implements AutoCloseable {
    final Caller caller;
    private final int some;
    private final boolean ofNetwork;
    private final Condition changed = lock.newCondition();
    private boolean held;
    private boolean closed;
    private long waitsSince;

    /** When it got its processors. */
    private volatile long since;

    /** After how much of it this counts as slow. */
    private volatile long usualNanos = SLOW_NANOS;

    /** Until when what it computed is charged. */
    private long chargedUntil;

    private volatile WaitingTurns round;

    private Turn(Caller caller, WaitingTurns round, int some, boolean ofNetwork) {
      this.caller = caller;
      this.round = round;
      this.some = some;
      this.ofNetwork = ofNetwork;
    }

    /** Counts as slow if it computes for longer than so many nanoseconds; 0: from now on. */
    void expect(long nanos) {
      usualNanos = nanos;
    }

    /** Whether it has computed for so long that it is time for {@link #giveWay}. */
    boolean isToGiveWay() {
      return waitedFor && (round == slow || System.nanoTime() - since > usualNanos);
    }

    /**
     * Lets others go first, if it is their turn, and waits for its own. To be called often by what
     * may compute for long. Does nothing once this is closed.
     *
     * @throws TimeoutException if the caller's patience ends before
     */
    public void giveWay() throws InterruptedException, TimeoutException {
      if (!isToGiveWay()) {
        return;
      }
      lock.lock();
      try {
        if (held && othersGoFirst()) {
          end();
          round = slow;
          await();
        }
      } finally {
        lock.unlock();
      }
    }

    /**
     * Gives the processors to others while this waits for something else, and waits for its turn
     * again.
     *
     * @throws TimeoutException if the caller's patience ends before
     */
    void during(Runnable wait) throws InterruptedException, TimeoutException {
      lock.lock();
      try {
        if (held) {
          end();
          grant();
        }
      } finally {
        lock.unlock();
      }
      wait.run();
      await();
    }

    private boolean othersGoFirst() {
      long now = System.nanoTime();
      if (round == slow) {
        charge(now);
        return !urgent.isEmpty()
            || (!usual.isEmpty() && credit <= 0)
            || (now - since > SLOW_NANOS && slow.hasOther(caller));
      }
      return !urgent.isEmpty() || usual.hasOther(caller) || slow.hasOther(caller);
    }

    /** Of slow ones, what is computed now is paid for; of others, it is paid to slow ones. */
    private void charge(long now) {
      long computed = some * (now - chargedUntil);
      chargedUntil = now;
      long change = round == slow ? -computed : computed / OTHERS_TO_SLOW;
      credit = Math.max(-SLOW_NANOS, Math.min(SLOW_NANOS, credit + change));
    }

    private void await() throws InterruptedException, TimeoutException {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        enqueue();
        while (!held && !closed) {
          long left = caller.patience - (System.nanoTime() - lastProgress());
          if (left <= 0) {
            throw new TimeoutException();
          }
          long unused = changed.awaitNanos(left);
        }
      } finally {
        leaveQueue();
        lock.unlock();
      }
    }

    private void awaitUninterruptibly() {
      lock.lock();
      try {
        enqueue();
        while (!held && !closed) {
          changed.awaitUninterruptibly();
        }
      } finally {
        leaveQueue();
        lock.unlock();
      }
    }

    private long lastProgress() {
      return waitsSince - caller.lastTurn > 0 ? waitsSince : caller.lastTurn;
    }

    private void enqueue() {
      waitsSince = System.nanoTime();
      if (ofNetwork && caller.computing == 0) {
        round = urgent;
      }
      round.add(this);
      grant();
    }

    private void leaveQueue() {
      if (!held) {
        round.remove(this);
        grant();
      }
    }

    private boolean mayBegin() {
      return some <= free || (round == urgent && ofNetworks <= number);
    }

    private void begin() {
      free -= some;
      ofNetworks += ofNetwork ? some : 0;
      held = true;
      long now = System.nanoTime();
      since = now;
      chargedUntil = now;
      caller.lastTurn = now;
      caller.computing++;
    }

    private void end() {
      charge(System.nanoTime());
      free += some;
      ofNetworks -= ofNetwork ? some : 0;
      held = false;
      caller.computing--;
      if (ofNetwork && caller.computing == 0) {
        usual.first(caller).ifPresent(Turn::hurry);
      }
    }

    /** Nothing runs of its network any more. */
    private void hurry() {
      round.remove(this);
      round = urgent;
      round.add(this);
    }

    /** May be called by another thread than the one that gives way. */
    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        if (held) {
          end();
        } else {
          round.remove(this);
        }
        grant();
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
