package dev.imagespace.encode.batch;

import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.image.load.Processors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who runs the batches of a network, on what, and who hears of it. Immutable.
 *
 * @param threads makes the threads; they are daemons
 * @param listener throws nothing; null for none
 */
public record Workers(
    Parallelism parallelism,
    Processors processors,
    ThreadFactory threads,
    @Nullable ImageSpaceListener listener) {
  private static final long IDLE_SECONDS = 30;

  /**
   * Those of one network: as many as run side by side, and always the same, since a native library
   * may keep a team of threads for each thread that calls it. They end when they are not needed for
   * a while.
   */
  ExecutorService start() {
    int most = parallelism.most();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
