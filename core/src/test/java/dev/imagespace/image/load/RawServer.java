package dev.imagespace.image.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that says whatever a test tells it to, by HTTP or not. */
final class RawServer implements AutoCloseable {

  /** What happens on a connection, once the head of the request is read. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final boolean readsRequests;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  RawServer(Answer answer) {
    this(ServerSocketFactory.getDefault(), answer);
  }

  RawServer(ServerSocketFactory sockets, Answer answer) {
    this(sockets, true, answer);
  }

  /** A server that does not wait for a request may speak before it is asked. */
  RawServer(ServerSocketFactory sockets, boolean readsRequests, Answer answer) {
    this.readsRequests = readsRequests;
    try {
      listener =
          sockets.createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(() -> acceptAll(answer));
  }

  /** Writes one text and then hangs up. */
  static Answer text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Answer picture(byte[] bytes) {
    return out -> {
      text("HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n").write(out);
      out.write(bytes);
    };
  }

  /** Writes one text again and again, waiting in between. */
  static Answer drip(String start, String again, long pauseMillis) {
    return out -> {
      text(start).write(out);
      while (true) {
        text(again).write(out);
        out.flush();
        Thread.sleep(pauseMillis);
      }
    };
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  List<String> requests() {
    return requests;
  }

  private void acceptAll(Answer answer) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Answer answer) {
    try (socket) {
      if (readsRequests) {
        requests.add(head(socket.getInputStream()));
      }
      answer.write(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException | InterruptedException e) {
      // The client hung up, or the test is over.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
