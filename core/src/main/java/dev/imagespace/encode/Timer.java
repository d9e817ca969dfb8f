package dev.imagespace.encode;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time that passes, and what is to be done at a later one. Thread-safe. */
interface Timer extends AutoCloseable {

  /** Only differences count. */
  long nanoTime();

  void after(Duration delay, Runnable work);

  /** What was to be done is not done any more. */
  @Override
  void close();

  /** The machine's time, on a daemon thread that is there only while something is to be done. */
  static Timer system() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.named("imagespace-timer"));
    thread.setKeepAliveTime(10, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    return new Timer() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void after(Duration delay, Runnable work) {
        try {
          var unused =
              thread.schedule(work, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
          // Closed: the model is, and its weights are freed.
        }
      }

      @Override
      public void close() {
        thread.shutdownNow();
      }
    };
  }
}
