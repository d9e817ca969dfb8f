package dev.imagespace.testing.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link FakeHub} answers.
 *
 * @param headers all but Content-Length, which is the body's
 * @param body what the client is promised; the delivery says what it gets
 */
record HubReply(int status, Map<String, String> headers, ByteBuffer body, Delivery delivery) {

  static HubReply of(int status) {
    return new HubReply(status, new TreeMap<>(), ByteBuffer.allocate(0), Delivery.WHOLE);
  }

  static HubReply json(String json) {
    return of(200).with("Content-Type", "application/json; charset=utf-8").with(utf8(json));
  }

  /** As the hub says what is wrong: a code for programs, a message for people. */
  static HubReply error(int status, String code, String message) {
    return of(status)
        .with("X-Error-Code", code)
        .with("X-Error-Message", message)
        .with("Content-Type", "application/json; charset=utf-8")
        .with(utf8("{\"error\":\"%s\"}".formatted(message)));
  }

  static HubReply redirect(int status, String location) {
    return of(status)
        .with("Location", location)
        .with("Content-Type", "text/plain; charset=utf-8")
        .with(utf8("Redirecting to " + location));
  }

  HubReply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new HubReply(status, more, body, delivery);
  }

  HubReply with(ByteBuffer other) {
    return new HubReply(status, headers, other, delivery);
  }

  HubReply delivered(Delivery other) {
    return new HubReply(status, headers, body, other);
  }

  /** A part of a file where a range is asked for, else all of it. */
  static HubReply file(byte[] bytes, HubRequest request) {
    HubReply reply = of(200).with("Accept-Ranges", "bytes");
    String range = request.range().orElse("").toLowerCase(Locale.ROOT);
    if (!range.startsWith("bytes=") || range.contains(",")) {
      return reply.with(ByteBuffer.wrap(bytes));
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    long first =
        ends[0].isEmpty()
            ? Math.max(0, bytes.length - Long.parseLong(ends[1]))
            : Long.parseLong(ends[0]);
    long last =
        ends[0].isEmpty() || ends[1].isEmpty()
            ? bytes.length - 1
            : Math.min(Long.parseLong(ends[1]), bytes.length - 1);
    if (first > last) {
      return of(416).with("Content-Range", "bytes */" + bytes.length);
    }
    return new HubReply(206, reply.headers, reply.body, reply.delivery)
        .with("Content-Range", "bytes %d-%d/%d".formatted(first, last, bytes.length))
        .with(ByteBuffer.wrap(bytes, (int) first, (int) (last - first + 1)).slice());
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
