package dev.imagespace.model.hub;

import dev.imagespace.bounds.Shown;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns unsuccessful responses of the hub into exceptions that name the remedy. */
final class HubResponses {
  private static final int PARTIAL_CONTENT = 206;

  /** The longest Retry-After that is waited for. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  private HubResponses() {}

  /**
   * Throws for a status that a later request may not have, and where the proxy wants credentials.
   */
  static void requirePassable(HttpResponse<InputStream> response, HubSettings settings)
      throws IOException {
    int status = response.statusCode();
    if (status == 407) {
      // The response to CONNECT has no body to close.
      throw new ModelDownloadException(
          Reason.UNREACHABLE,
          "The proxy between here and %s asks for a name and a password (status 407). Write them into HTTPS_PROXY (http://name:password@host:port, with '%%40' for an '@'); to an https address Java sends them only when it is started with -Djdk.http.auth.tunneling.disabledSchemes=\"\"."
              .formatted(settings.endpoint()));
    }
    if (status == 408 || status == 429 || status >= 500) {
      response.body().close();
      Duration delay =
          response.headers().firstValue("Retry-After").map(HubResponses::delay).orElse(null);
      if (delay != null && delay.compareTo(LONGEST_DELAY) > 0) {
        throw new ModelDownloadException(
            Reason.UNREACHABLE,
            "%s is busy (status %d) and asks to come back in %,d seconds (Retry-After); at most %d are waited. Try again then, or set 'imagespace.hub.endpoint' (HF_ENDPOINT) to a mirror."
                .formatted(
                    settings.endpoint(), status, delay.toSeconds(), LONGEST_DELAY.toSeconds()));
      }
      throw new ServerBusyException(status, delay);
    }
  }

  /** Throws where the response has another range than the request. */
  static void requireRange(HttpResponse<InputStream> response, String range) throws IOException {
    String beginning = range.substring(0, range.indexOf('-') + 1).replace('=', ' ');
    String sent = response.headers().firstValue("Content-Range").orElse(beginning);
    if (response.statusCode() == PARTIAL_CONTENT && !sent.startsWith(beginning)) {
      response.body().close();
      throw new IOException(
          "the answer to '%s' is the range '%s'".formatted(range, Shown.of(sent)));
    }
  }

  /** Parses Retry-After: seconds, or a date. */
  private static @Nullable Duration delay(String retryAfter) {
    try {
      if (retryAfter.matches("\\d+")) {
        boolean fits = retryAfter.length() < 19;
        return Duration.ofSeconds(fits ? Long.parseLong(retryAfter) : Long.MAX_VALUE);
      }
      Instant until =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration delay = Duration.between(Instant.now(), until);
      return delay.isNegative() ? Duration.ZERO : delay;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Throws unless the status is a success, or the redirect of a HEAD to storage. */
  static void requireFound(HttpResponse<InputStream> response, String what, HubSettings settings)
      throws IOException {
    int status = response.statusCode();
    if (status / 100 == 2 || status / 100 == 3) {
      return;
    }
    response.body().close();
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    String token = settings.token() == null ? "no token is set" : "a token is set";
    if (code.equals("GatedRepo")) {
      throw new ModelDownloadException(
          Reason.FORBIDDEN,
          "%s needs its licence accepted: %s. Accept it on the model's page of %s, then set 'imagespace.hub.token' (HF_TOKEN) to a token of that account."
              .formatted(what, token, settings.endpoint()));
    }
    if (code.equals("RevisionNotFound") || code.equals("EntryNotFound")) {
      throw new ModelDownloadException(
          Reason.NOT_FOUND,
          "%s has no such %s on %s. Check 'imagespace.model'."
              .formatted(
                  what,
                  code.equals("RevisionNotFound") ? "revision" : "file",
                  settings.endpoint()));
    }
    if (status == 401 || status == 403 || status == 404) {
      throw new ModelDownloadException(
          status == 404 ? Reason.NOT_FOUND : Reason.FORBIDDEN,
          "%s is not on %s, or not for you (status %d; %s). Check the name in 'imagespace.model'; for a private model set 'imagespace.hub.token' (HF_TOKEN)."
              .formatted(what, settings.endpoint(), status, token));
    }
    throw new ModelDownloadException(
        Reason.UNREACHABLE,
        "%s answers %s with status %d. Check 'imagespace.hub.endpoint' and the proxy."
            .formatted(settings.endpoint(), what, status));
  }

  static ModelDownloadException notTheHub(String what, HubSettings settings, String found) {
    return new ModelDownloadException(
        Reason.UNREACHABLE,
        "%s answers %s with %s, which is not the hub's protocol. Is a proxy's login page in between? Check 'imagespace.hub.endpoint' and the proxy."
            .formatted(settings.endpoint(), what, found));
  }

  static ModelDownloadException unreachable(
      String what, HubSettings settings, Deadline deadline, int failures, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String late =
        deadline.isOver() || failures == 1
            ? " within %s ('imagespace.hub.start-timeout')".formatted(deadline.limit())
            : " after %d attempts".formatted(failures);
    String trust =
        cause instanceof SSLException
            ? "let Java trust the certificate, where a proxy opens what is encrypted (-Djavax.net.ssl.trustStore=…), "
            : "";
    return new ModelDownloadException(
        Reason.UNREACHABLE,
        "%s could not be fetched from %s%s: %s. Check the network and the proxy (HTTPS_PROXY), %sset 'imagespace.hub.endpoint' (HF_ENDPOINT) to a mirror, or fetch the model where there is a network and set 'imagespace.model-cache-dir' to it."
            .formatted(what, settings.endpoint(), late, reason, trust),
        cause);
  }

  /**
   * What is not there and may not be fetched.
   *
   * @param there what the cache has instead, as a sentence; "" for nothing
   */
  static ModelDownloadException offline(String what, String there) {
    return new ModelDownloadException(
        Reason.OFFLINE,
        "%s is not complete in the cache, and 'imagespace.offline' (HF_HUB_OFFLINE) forbids to fetch it.%s Fetch it where there is a network, or set 'imagespace.offline=false'."
            .formatted(what, there));
  }

  static URI resolve(URI base, String location) throws IOException {
    try {
      URI next = base.resolve(location);
      boolean web = Set.of("http", "https").contains(String.valueOf(next.getScheme()));
      if (next.getHost() == null || !web) {
        // The query may contain a signature, and what is before an '@' a password.
        String shown = location.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//***@");
        throw new IOException("a redirect to '%s'".formatted(Shown.of(shown)));
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to an address that is none", e);
    }
  }
}
