package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that goes wrong between the hub and a client: on every request, unless {@link #on} and
 * {@link #times} say less. Faults are used up: make a new one for each hub.
 */
public final class Fault {

  /** Answers in the place of the hub, which may be asked as well. */
  @FunctionalInterface
  interface Action {
    HubReply answer(HubRequest request, Function<HubRequest, HubReply> hub);
  }

  private final Predicate<HubRequest> where;
  private final AtomicInteger left;
  private final Action action;

  private Fault(Predicate<HubRequest> where, int times, Action action) {
    this.where = where;
    this.left = new AtomicInteger(times);
    this.action = action;
  }

  private static Fault always(Action action) {
    return new Fault(request -> true, Integer.MAX_VALUE, action);
  }

  /** Only on some requests. */
  public Fault on(Predicate<HubRequest> requests) {
    return new Fault(where.and(requests), left.get(), action);
  }

  /** Only the first times. */
  public Fault times(int times) {
    return new Fault(where, times, action);
  }

  public static Fault status(int status) {
    return always((request, hub) -> HubReply.of(status));
  }

  public static Fault tooManyRequests(Duration retryAfter) {
    return always(
        (request, hub) -> HubReply.of(429).with("Retry-After", "" + retryAfter.toSeconds()));
  }

  /** With a Retry-After that need not be one. */
  public static Fault tooManyRequests(String retryAfter) {
    return always((request, hub) -> HubReply.of(429).with("Retry-After", retryAfter));
  }

  public static Fault tooManyRequestsUntil(ZonedDateTime date) {
    String text =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(date.withZoneSameInstant(ZoneOffset.UTC));
    return always((request, hub) -> HubReply.of(429).with("Retry-After", text));
  }

  /** The connection is reset after some bytes of the body. */
  public static Fault resetAfter(int bytes) {
    return always((request, hub) -> hub.apply(request).delivered(Delivery.cut(bytes, true)));
  }

  /** The body ends, as if it were whole, after some bytes. */
  public static Fault shortBody(int bytes) {
    return always((request, hub) -> hub.apply(request).delivered(Delivery.cut(bytes, false)));
  }

  /** The body has its length, but its last byte is another. */
  public static Fault wrongBytes() {
    return always(
        (request, hub) -> {
          HubReply reply = hub.apply(request);
          byte[] bytes = new byte[reply.body().remaining()];
          reply.body().duplicate().get(bytes);
          if (bytes.length > 0) {
            bytes[bytes.length - 1] ^= 1;
          }
          return reply.with(ByteBuffer.wrap(bytes));
        });
  }

  /** Some text in a body is another. */
  public static Fault replaced(String text, String by) {
    return always(
        (request, hub) -> {
          HubReply reply = hub.apply(request);
          String body = UTF_8.decode(reply.body().duplicate()).toString();
          return reply.with(HubReply.utf8(body.replace(text, by)));
        });
  }

  /** What a portal of a hotel or a company says to everything. */
  public static Fault html() {
    return always(
        (request, hub) ->
            HubReply.of(200)
                .with("Content-Type", "text/html")
                .with(
                    HubReply.utf8("<!doctype html><title>Sign in</title>Sign in to the network")));
  }

  public static Fault redirectTo(String location) {
    return always((request, hub) -> HubReply.redirect(302, location));
  }

  /** Sends the client to where it came from. */
  public static Fault redirectLoop() {
    return always((request, hub) -> HubReply.redirect(302, request.target()));
  }

  public static Fault slow(int bytesPerSecond) {
    return always((request, hub) -> hub.apply(request).delivered(Delivery.slow(bytesPerSecond)));
  }

  /** Headers and some bytes, then nothing. */
  public static Fault hangAfter(int bytes) {
    return always(
        (request, hub) ->
            hub.apply(request)
                .delivered(
                    (body, out) -> {
                      Delivery.WHOLE.write(body.slice(0, Math.min(bytes, body.remaining())), out);
                      Delivery.hang();
                    }));
  }

  public static Fault ignoredRange() {
    return always(
        (request, hub) -> {
          Map<String, String> headers = new HashMap<>(request.headers());
          headers.remove("range");
          return hub.apply(
              new HubRequest(
                  request.toStorage(),
                  request.method(),
                  request.target(),
                  request.throughProxy(),
                  headers,
                  request.sent()));
        });
  }

  /** Answers with as many bytes as are asked for, from the beginning of the file. */
  public static Fault otherRange() {
    return always(
        (request, hub) -> {
          String[] ends = request.range().orElse("bytes=0-0").substring(6).split("-", 2);
          long last = Long.parseLong(ends[1]) - Long.parseLong(ends[0]);
          return hub.apply(request.with("range", "bytes=0-" + last));
        });
  }

  /** The answer of a mirror that lists names alone. */
  public static Fault ignoredQuery() {
    return always(
        (request, hub) ->
            hub.apply(
                new HubRequest(
                    request.toStorage(),
                    request.method(),
                    request.path(),
                    request.throughProxy(),
                    request.headers(),
                    request.sent())));
  }

  /** This fault before a hub, or before a hub that has faults already. */
  Function<HubRequest, HubReply> before(Function<HubRequest, HubReply> hub) {
    return request ->
        where.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0
            ? action.answer(request, hub)
            : hub.apply(request);
  }
}
