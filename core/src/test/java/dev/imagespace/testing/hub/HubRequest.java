package dev.imagespace.testing.hub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a client asked of {@link FakeHub}.
 *
 * @param toStorage whether the storage was asked, and not the hub
 * @param target path and query, as they were sent
 * @param throughProxy whether the client took the server for its proxy: it sent a whole URL
 * @param headers by names in lower case
 * @param sent how many bytes of a body were answered so far
 */
public record HubRequest(
    boolean toStorage,
    String method,
    String target,
    boolean throughProxy,
    Map<String, String> headers,
    AtomicLong sent) {

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public Optional<String> parameter(String name) {
    int query = target.indexOf('?');
    for (String pair : target.substring(query + 1).split("&", -1)) {
      if (query >= 0 && pair.startsWith(name + "=")) {
        return Optional.of(decoded(pair.substring(name.length() + 1)));
      }
    }
    return Optional.empty();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The same with another header. */
  HubRequest with(String name, String value) {
    Map<String, String> others = new HashMap<>(headers);
    others.put(name, value);
    return new HubRequest(toStorage, method, target, throughProxy, others, sent);
  }

  public Optional<String> range() {
    return header("range");
  }

  public Optional<String> token() {
    return header("authorization").map(value -> value.substring(value.indexOf(' ') + 1));
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }

  public boolean isApi() {
    return !toStorage && path().startsWith("/api/models/");
  }

  /** Whether a file's bytes or facts are asked for, here or there. */
  public boolean isFor(String file) {
    return toStorage
        ? parameter("filename").filter(file::equals).isPresent()
        : decoded(path()).endsWith("/" + file);
  }

  /** In a path a plus is a plus. */
  static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
