package dev.imagespace.image.url;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.url.UrlConnector.Connection;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Fetches the bytes of a picture by HTTP/1.1, hop by hop, each judged anew. No cookies, no proxy,
 * no compression, no connection kept. Thread-safe.
 *
 * @param picture whether first bytes are those of a picture: what a server calls it is a claim
 */
public record UrlLoader(UrlPolicy policy, UrlConnector connector, Predicate<byte[]> picture) {
  private static final int MOST_REDIRECTS = 3;
  private static final int FIRST_BYTES = 64;

  /** Reads the body of an answer to its end. */
  @FunctionalInterface
  public interface BodyReader {
    /** Reads all of it; of so many bytes at most, if the length is not negative. */
    byte[] read(InputStream body, long length) throws IOException;
  }

  /**
   * The encoded picture behind a URL.
   *
   * @param name of the URL, for messages
   * @param reader is given the body of the last hop, if it may be a picture within the limits
   * @throws ImageRejectedException if there is none, or the policy does not allow the URL
   */
  public byte[] fetch(URI url, String name, ImageLimits limits, BodyReader reader) {
    if (!policy.enabled()) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.NOT_ALLOWED,
          name
              + ": pictures are not loaded from URLs unless 'imagespace.image.url.enabled' is true.");
    }
    Countdown total = new Countdown(policy.totalTimeout());
    URI next = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      // A server chooses where it redirects to: that it was one is all that is told.
      String hop = redirects == 0 ? name : name + ": redirected";
      try {
        UrlTarget target = UrlTarget.of(next, policy);
        try (Connection connection = connector.connect(target, total)) {
          ask(connection, target);
          InputStream in = new BufferedInputStream(connection.socket().getInputStream());
          HttpHead head = HttpHead.read(in);
          if (!head.isRedirect()) {
            limits.checkBytes(requireOk(head).length(), name);
            return reader.read(picture(new HttpBody(head, in)), head.length());
          }
          next = redirect(next, head);
        }
      } catch (IOException e) {
        throw new ImageRejectedException(
            Thread.currentThread().isInterrupted()
                ? ImageRejectedException.Reason.INTERRUPTED
                : ImageRejectedException.Reason.UNREADABLE,
            hop + ": " + reason(e, total));
      } catch (UrlRefusedException e) {
        throw new ImageRejectedException(e.reason(), hop + ": " + e.getMessage());
      }
    }
    throw new ImageRejectedException(
        ImageRejectedException.Reason.UNREADABLE,
        "%s: redirected more than %d times.".formatted(name, MOST_REDIRECTS));
  }

  private static void ask(Connection connection, UrlTarget target) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: imagespace\r\nAccept: image/png, image/jpeg, image/webp, image/gif, image/*;q=0.5, */*;q=0.1\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
            .formatted(target.path(), target.hostField());
    connection.socket().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    connection.socket().getOutputStream().flush();
  }

  private static HttpHead requireOk(HttpHead head) {
    if (head.status() != 200) {
      throw new UrlRefusedException(
          ImageRejectedException.Reason.UNREADABLE,
          "the server answers with status " + head.status() + ".");
    }
    return head;
  }

  /** The whole body, if it starts like a picture. */
  private InputStream picture(InputStream body) throws IOException {
    byte[] first = body.readNBytes(FIRST_BYTES);
    if (!picture.test(first)) {
      throw new UrlRefusedException(
          ImageRejectedException.Reason.UNSUPPORTED,
          "the server does not answer with a picture in a known format.");
    }
    return new SequenceInputStream(new ByteArrayInputStream(first), body);
  }

  private static URI redirect(URI from, HttpHead head) {
    try {
      return from.resolve(new URI(head.location() == null ? "" : head.location()));
    } catch (URISyntaxException e) {
      throw new UrlRefusedException(
          ImageRejectedException.Reason.UNREADABLE, "redirected to what is no URL.");
    }
  }

  /** Never the message of another: it may repeat an address, or what a server sent. */
  private String reason(IOException e, Countdown total) {
    if (Thread.currentThread().isInterrupted()) {
      return "interrupted.";
    }
    if (total.hasPassed()) {
      return "not loaded within %d ms. Raise 'imagespace.image.url.total-timeout' to wait longer."
          .formatted(policy.totalTimeout().toMillis());
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer in time. Raise 'imagespace.image.url.connect-timeout' (%d ms) or 'imagespace.image.url.read-timeout' (%d ms) to wait longer."
          .formatted(policy.connectTimeout().toMillis(), policy.readTimeout().toMillis());
    }
    if (e instanceof UnknownHostException) {
      return "its host is not known.";
    }
    if (e instanceof ConnectException) {
      return "its host accepts no connection.";
    }
    if (e instanceof SSLException) {
      return "no TLS connection; its certificate is not valid for this host, or not trusted here.";
    }
    if (e instanceof ProtocolException) {
      return "the server's answer has " + e.getMessage() + ".";
    }
    return e instanceof EOFException
        ? "the server's answer ends early."
        : "the connection broke (" + e.getClass().getSimpleName() + ").";
  }
}
