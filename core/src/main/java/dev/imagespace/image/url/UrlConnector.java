package dev.imagespace.image.url;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.notation.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to the very address that was judged: a host is looked up once for each hop, and a second
 * answer of its name server has no say. Thread-safe.
 *
 * @param lookups runs the resolver, which takes its own time
 */
public record UrlConnector(
    UrlPolicy policy, HostResolver resolver, Supplier<SSLSocketFactory> tls, Executor lookups) {

  /** Only asked when needed: reading the certificates of the JVM takes time. */
  public static final Supplier<SSLSocketFactory> SYSTEM_TLS =
      () -> (SSLSocketFactory) SSLSocketFactory.getDefault();

  /** An open connection; closing the socket below ends TLS too, without waiting for the peer. */
  record Connection(Socket wire, Socket socket) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  Connection connect(UrlTarget target, Countdown total) throws IOException {
    List<InetAddress> addresses = resolve(target.host(), total);
    // One bad address spoils the host: it would be the next answer's first.
    if (!addresses.stream().allMatch(policy.addresses()::allows)) {
      throw new UrlRefusedException(
          "its host has an address that is not public, such as one of this machine or of a private network.");
    }
    Socket wire = open(addresses, target.port(), total);
    try {
      return new Connection(wire, target.tls() ? handshake(wire, target) : wire);
    } catch (IOException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private List<InetAddress> resolve(HostName host, Countdown total) throws IOException {
    InetAddress literal = host.literal();
    if (literal != null) {
      return List.of(literal);
    }
    try {
      List<InetAddress> addresses =
          CompletableFuture.supplyAsync(() -> lookUp(host), lookups)
              .get(total.nanosLeft(), TimeUnit.NANOSECONDS);
      if (addresses.isEmpty()) {
        throw new UnknownHostException();
      }
      return addresses;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new UrlRefusedException(
          ImageRejectedException.Reason.UNREADABLE,
          "the name of its host was not resolved in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UrlRefusedException(ImageRejectedException.Reason.INTERRUPTED, "interrupted.");
    }
  }

  private List<InetAddress> lookUp(HostName host) {
    try {
      return List.copyOf(resolver.resolve(host.text()));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private Socket open(List<InetAddress> addresses, int port, Countdown total) throws IOException {
    IOException failed = new UnknownHostException();
    for (InetAddress address : addresses) {
      Socket wire = new TimedSocket(total, policy.readTimeout());
      try {
        wire.connect(new InetSocketAddress(address, port), total.millis(policy.connectTimeout()));
        return wire;
      } catch (IOException e) {
        wire.close();
        failed = e;
      }
    }
    throw failed;
  }

  private SSLSocket handshake(Socket wire, UrlTarget target) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.get().createSocket(wire, target.host().withoutBrackets(), target.port(), false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
