package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on a port of loopback, by hand: the JDK's own server cannot reset a connection. */
final class HubListener implements AutoCloseable {
  private final boolean storage;
  private final ServerSocket listener;
  private final Function<HubRequest, HubReply> handler;
  private final ExecutorService threads = Executors.newCachedThreadPool(HubListener::daemon);
  private final Collection<Socket> open = ConcurrentHashMap.newKeySet();

  HubListener(boolean storage, ServerSocketFactory sockets, Function<HubRequest, HubReply> handler)
      throws IOException {
    this.storage = storage;
    this.handler = handler;
    listener =
        sockets.createServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    threads.execute(this::acceptAll);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-hub");
    thread.setDaemon(true);
    return thread;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed: the only way out
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      for (HubRequest request = read(in); request != null; request = read(in)) {
        try {
          write(handler.apply(request), request, out);
        } catch (Delivery.Cut cut) {
          socket.setSoLinger(cut.reset, 0);
          return;
        }
      }
    } catch (IOException e) {
      // The client went away, which is its right.
    } finally {
      open.remove(socket);
    }
  }

  private static void write(HubReply reply, HubRequest request, OutputStream out)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Fake\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + reply.body().remaining() + "\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.flush();
    if (!request.isHead()) {
      reply.delivery().write(reply.body().duplicate(), new Counting(out, request.sent()));
    }
  }

  private @Nullable HubRequest read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    if (lines.isEmpty()) {
      return null;
    }
    String[] words = lines.get(0).split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    boolean whole = !words[1].startsWith("/");
    URI uri = URI.create(words[1]);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String target = whole ? uri.getRawPath() + query : words[1];
    return new HubRequest(storage, words[0], target, whole, Map.copyOf(headers), new AtomicLong());
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) b);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** Counts what the client was really given. */
  private static final class Counting extends FilterOutputStream {
    private final AtomicLong sent;

    Counting(OutputStream out, AtomicLong sent) {
      super(out);
      this.sent = sent;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      sent.addAndGet(length);
    }
  }
}
