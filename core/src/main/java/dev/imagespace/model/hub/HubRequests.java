package dev.imagespace.model.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the hub. It follows redirects itself, so that the token is sent to the
 * endpoint's host only and no redirect leads from https to http. Thread-safe.
 */
final class HubRequests {
  private static final int MAX_REDIRECTS = 8;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HubSettings settings;
  private final Backoff backoff;
  private final EnvironmentProxies proxies = new EnvironmentProxies(System.getenv());
  private @Nullable HttpClient client;

  HubRequests(HubSettings settings, Backoff backoff) {
    this.settings = settings;
    this.backoff = backoff;
  }

  /**
   * Created at the first request, as it starts a thread that an offline application does not need.
   */
  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .proxy(proxies)
              .build();
      client = known;
    }
    return known;
  }

  /** An operation that may be repeated. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  /** Repeats the attempt until it succeeds, fails permanently, or the deadline is over. */
  <T> T retrying(String what, Deadline deadline, Attempt<T> attempt) {
    for (int failures = 1; ; failures++) {
      try {
        return attempt.run();
      } catch (IOException e) {
        pause(what, deadline, failures, e);
      }
    }
  }

  /**
   * Waits before the next attempt.
   *
   * @throws ModelDownloadException where there is no next attempt
   */
  void pause(String what, Deadline deadline, int failures, IOException cause) {
    Duration pause = backoff.pause(failures, cause);
    boolean late = deadline.isOver() || pause.compareTo(deadline.remaining()) > 0;
    if (late || failures >= backoff.attempts()) {
      throw HubResponses.unreachable(what, settings, deadline, failures, cause);
    }
    Interruption.sleep(pause);
  }

  /** Requests the headers of a file; follows redirects until one of them describes it. */
  HttpResponse<InputStream> head(URI uri, Deadline deadline) throws IOException {
    return send("HEAD", uri, null, false, deadline);
  }

  /** Requests a file, or a range of it; follows redirects to storage, too. */
  HttpResponse<InputStream> get(URI uri, @Nullable String range, Deadline deadline)
      throws IOException {
    return send("GET", uri, range, true, deadline);
  }

  private HttpResponse<InputStream> send(
      String method, URI start, @Nullable String range, boolean elsewhere, Deadline deadline)
      throws IOException {
    if (settings.offline()) {
      throw HubResponses.offline(start.getPath(), "");
    }
    URI uri = start;
    Set<URI> seen = new HashSet<>();
    while (seen.add(uri) && seen.size() <= MAX_REDIRECTS) {
      HttpResponse<InputStream> response = exchange(method, uri, range, deadline);
      String location = response.headers().firstValue("Location").orElse(null);
      if (response.statusCode() / 100 != 3 || location == null) {
        return response;
      }
      URI next = HubResponses.resolve(uri, location);
      if (!elsewhere && !isSameHost(uri, next) && describesFile(response)) {
        return response;
      }
      if (uri.getScheme().equals("https") && !"https".equals(next.getScheme())) {
        response.body().close();
        throw new ModelDownloadException(
            Reason.UNREACHABLE,
            "The hub sends '%s' from https to %s, which is not followed."
                .formatted(start.getPath(), next.getScheme()));
      }
      response.body().close();
      uri = next;
    }
    throw new ModelDownloadException(
        Reason.UNREACHABLE,
        "The hub answers '%s' with redirects that lead nowhere (%d of them). Check 'imagespace.hub.endpoint' and the proxy."
            .formatted(start.getPath(), seen.size()));
  }

  /** A redirect to storage tells of the file; one to another hub leaves that to the other. */
  private static boolean describesFile(HttpResponse<InputStream> response) {
    return response.headers().firstValue("X-Linked-Etag").isPresent()
        || response.headers().firstValue("X-Repo-Commit").isPresent();
  }

  private HttpResponse<InputStream> exchange(
      String method, URI uri, @Nullable String range, Deadline deadline) throws IOException {
    Duration limit = deadline.remaining();
    if (limit.compareTo(settings.stallTimeout()) > 0) {
      limit = settings.stallTimeout();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("User-Agent", "imagespace")
            // Sizes and hashes are those of the unencoded bytes.
            .header("Accept-Encoding", "identity")
            .timeout(limit);
    if (range != null) {
      request.header("Range", range);
    }
    if (settings.token() != null && isSameHost(settings.endpoint(), uri)) {
      request.header("Authorization", "Bearer " + sendable(settings.token()));
    }
    proxies
        .credentials(uri)
        .ifPresent(
            known ->
                request.header(
                    "Proxy-Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(known.getBytes(UTF_8))));
    try {
      HttpResponse<InputStream> response =
          client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      HubResponses.requirePassable(response, settings);
      if (range != null) {
        HubResponses.requireRange(response, range);
      }
      return response;
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  /** Checks the token first, as the exception of the JDK would show it. */
  private static String sendable(String token) {
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new ModelDownloadException(
          Reason.FORBIDDEN,
          "The token has a space, a line break or a letter beyond ASCII in it, as no token of the hub has. Set 'imagespace.hub.token' (HF_TOKEN) anew.");
    }
    return token;
  }

  private static boolean isSameHost(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }
}
