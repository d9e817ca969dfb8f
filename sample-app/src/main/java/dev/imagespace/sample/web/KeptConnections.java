package dev.imagespace.sample.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives up kept connections before Spring's graceful shutdown begins. That stops Tomcat from reading
 * requests, so the next one on a kept connection would meet a closed one, without an answer. For a
 * moment all is answered as before, and each answer closes its connection.
 */
@Component
@ConditionalOnWebApplication
final class KeptConnections implements SmartLifecycle {

  /** Before Spring's own, which is at 1024 less. */
  private static final int PHASE = DEFAULT_PHASE - 512;

  /** For the answers that are on their way, and the requests that follow them. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final ServletWebServerApplicationContext context;
  private volatile boolean running;

  KeptConnections(ServletWebServerApplicationContext context) {
    this.context = context;
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
      http.setMaxKeepAliveRequests(1);
      long end = System.nanoTime() + MOMENT.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }
}
