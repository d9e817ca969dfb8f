package dev.imagespace.sample.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers what Tomcat has accepted before Spring's graceful shutdown begins. That stops Tomcat from
 * reading requests, and waits for those that have reached a servlet: the ones on their way there
 * would be dropped. So connections are left to the system first, kept ones are given up with their
 * next answer, and the rest is waited for.
 */
@Component
@ConditionalOnWebApplication
final class DrainedShutdown implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DrainedShutdown.class);

  /** Before Spring's own, which is at 1024 less. */
  private static final int PHASE = DEFAULT_PHASE - 512;

  /** From the network to a thread, on a busy machine. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final Duration LOOK = Duration.ofMillis(10);

  private final WebServerApplicationContext context;
  private final Duration deadline;
  private volatile boolean running;

  DrainedShutdown(
      ServletWebServerApplicationContext context,
      @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public void stop() {
    running = false;
    if (context.getWebServer() instanceof TomcatWebServer server
        && server.getTomcat().getConnector().getProtocolHandler()
            instanceof AbstractHttp11Protocol<?> http) {
      http.setMaxConnections(1);
      http.setMaxKeepAliveRequests(1);
      if (http.getExecutor() instanceof ThreadPoolExecutor threads) {
        drain(threads);
      }
    }
  }

  private void drain(ThreadPoolExecutor threads) {
    long begin = System.nanoTime();
    long quietSince = begin;
    while (System.nanoTime() - quietSince < QUIET.toNanos()) {
      if (System.nanoTime() - begin > deadline.toNanos()) {
        log.warn(
            "{} requests are not answered after {} s of 'spring.lifecycle.timeout-per-shutdown-phase'",
            threads.getActiveCount() + threads.getQueue().size(),
            deadline.toSeconds());
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
      if (threads.getActiveCount() > 0 || !threads.getQueue().isEmpty()) {
        quietSince = System.nanoTime();
      }
    }
  }
}
