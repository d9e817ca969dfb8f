package dev.imagespace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses every socket that Java code of this JVM asks for, and counts how often it was asked. For
 * a JVM of its own: there is no way back.
 */
public final class NoSockets extends SelectorProvider {
  private static final AtomicInteger ASKED = new AtomicInteger();

  /** Before anything has asked for a socket. */
  @SuppressWarnings("deprecation") // The only place where java.net's sockets can be seen.
  public static void install() throws IOException {
    System.setProperty(SelectorProvider.class.getName(), NoSockets.class.getName());
    Socket.setSocketImplFactory(
        () -> {
          throw new UncheckedIOException(refused());
        });
    ServerSocket.setSocketFactory(
        () -> {
          throw new UncheckedIOException(refused());
        });
  }

  /** How often one was asked for. */
  public static int asked() {
    return ASKED.get();
  }

  private static IOException refused() {
    ASKED.incrementAndGet();
    return new IOException("No sockets here");
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    throw refused();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    throw refused();
  }

  @Override
  public Pipe openPipe() throws IOException {
    throw refused();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    throw refused();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    throw refused();
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    throw refused();
  }
}
