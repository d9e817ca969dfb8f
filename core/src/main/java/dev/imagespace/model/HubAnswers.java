package dev.imagespace.model;

import dev.imagespace.model.ModelDownloadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What the hub's answers mean, and what a person can do about those that are not good. */
final class HubAnswers {
  private HubAnswers() {}

  /** Throws where a proxy wants a password, and where a later request may fare better. */
  static void requirePassable(HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    // The answer to a tunnel that was not opened has no body, not even an empty one.
    if (status == 407) {
      throw new ModelDownloadException(
          Reason.UNREACHABLE,
          "The proxy on the way to %s asks for a password. Write it into HTTPS_PROXY (http://user:password@host:port); for https start Java with -Djdk.http.auth.tunneling.disabledSchemes=\"\" too, without which it sends none."
              .formatted(response.uri().getHost()));
    }
    if (status == 408 || status == 429 || status >= 500) {
      response.body().close();
      throw new BusyException(
          status, response.headers().firstValue("Retry-After").map(HubAnswers::delay).orElse(null));
    }
  }

  /** Seconds, or a date. */
  private static @Nullable Duration delay(String retryAfter) {
    try {
      if (retryAfter.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(retryAfter));
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
    if (status == 404 && !code.equals("RepoNotFound")) {
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
    return new ModelDownloadException(
        Reason.UNREACHABLE,
        "%s could not be fetched from %s%s: %s. Check the network and the proxy (HTTPS_PROXY), set 'imagespace.hub.endpoint' (HF_ENDPOINT) to a mirror, or fetch the model where there is a network and set 'imagespace.model-cache-dir' to it."
            .formatted(what, settings.endpoint(), late, reason),
        cause);
  }

  static ModelDownloadException offline(String what) {
    return new ModelDownloadException(
        Reason.OFFLINE,
        "%s is not complete in the cache, and 'imagespace.offline' (HF_HUB_OFFLINE) forbids to fetch it. Fetch it where there is a network, or set 'imagespace.offline=false'."
            .formatted(what));
  }

  static URI resolve(URI base, String location) throws IOException {
    try {
      URI next = base.resolve(location);
      if (next.getHost() == null || next.getScheme() == null) {
        throw new IOException("a redirect to '%s'".formatted(location));
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to an address that is none", e);
    }
  }
}
