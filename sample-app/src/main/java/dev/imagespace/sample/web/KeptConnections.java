package dev.imagespace.sample.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives up kept connections before Spring's graceful shutdown begins. That stops Tomcat from
 * reading requests, so the next one on a kept connection would meet a closed one, without an
 * answer. Until the requests of before are answered, and a moment longer, all is answered, and each
 * answer closes its connection. Thread-safe.
 */
@Component
@ConditionalOnWebApplication
final class KeptConnections implements SmartLifecycle, Filter {

  /** Before Spring's own, which is at 1024 less. */
  private static final int PHASE = DEFAULT_PHASE - 512;

  /** For the requests that follow the last answers. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  private static final Duration LOOK = Duration.ofMillis(10);

  private final ServletWebServerApplicationContext context;
  private final Duration deadline;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean running;

  KeptConnections(
      ServletWebServerApplicationContext context,
      @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  /** Counts those whose answers leave their connection open. */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean counted = running;
    if (counted) {
      inside.incrementAndGet();
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (counted) {
        inside.decrementAndGet();
      }
    }
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
    if (context.getWebServer() instanceof TomcatWebServer server
        && server.getTomcat().getConnector().getProtocolHandler()
            instanceof AbstractHttp11Protocol<?> http) {
      http.setMaxKeepAliveRequests(1);
      running = false;
      long end = System.nanoTime() + deadline.toNanos();
      while (inside.get() > 0 && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      LockSupport.parkNanos(MOMENT.toNanos());
    }
    running = false;
  }
}
