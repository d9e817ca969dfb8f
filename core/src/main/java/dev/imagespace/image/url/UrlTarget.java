package dev.imagespace.image.url;

import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.notation.HostName;
import dev.imagespace.image.notation.HostPattern;
import dev.imagespace.image.notation.UriText;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one hop goes: a URL taken apart and found to be allowed, but for the addresses of its host.
 *
 * @param path with the query, as it is asked for
 */
record UrlTarget(boolean tls, HostName host, int port, String path) {
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::(\\d{0,5}))?");
  private static final int LONGEST_PATH = 8_000;

  /**
   * Judges a URL by everything that can be judged before its host is looked up.
   *
   * @throws UrlRefusedException if the policy does not allow it
   */
  static UrlTarget of(URI url, UrlPolicy policy) {
    String scheme = UriText.scheme(url);
    boolean tls = scheme.equals("https");
    if (!tls && !scheme.equals("http")) {
      throw new UrlRefusedException("not an http: or https: URL.");
    }
    if (!tls && !policy.http()) {
      throw new UrlRefusedException(
          "only https is allowed. Set 'imagespace.image.url.http' to true to allow http too.");
    }
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    if (authority.indexOf('@') >= 0) {
      throw new UrlRefusedException("user and password in a URL are not accepted.");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw new UrlRefusedException("names no host.");
    }
    HostName host = host(parts.group(1), policy);
    return new UrlTarget(tls, host, port(parts.group(2), tls, policy), path(url));
  }

  /** For the header of that name. */
  String hostField() {
    return port == (tls ? 443 : 80) ? host.text() : host.text() + ":" + port;
  }

  private static HostName host(String text, UrlPolicy policy) {
    HostName host;
    try {
      host = HostName.of(text);
    } catch (IllegalArgumentException e) {
      throw new UrlRefusedException(
          "its host is not a host name, nor an address in its usual notation.");
    }
    if (!policy.allowedHosts().isEmpty()
        && policy.allowedHosts().stream().noneMatch(h -> HostPattern.of(h).matches(host))) {
      throw new UrlRefusedException(
          "its host is not allowed. 'imagespace.image.url.allowed-hosts' lists those that are.");
    }
    return host;
  }

  private static int port(String text, boolean tls, UrlPolicy policy) {
    int standard = tls ? 443 : 80;
    int port = text == null || text.isEmpty() ? standard : Integer.parseInt(text);
    boolean allowed =
        policy.allowedPorts().isEmpty() ? port == standard : policy.allowedPorts().contains(port);
    if (!allowed) {
      throw new UrlRefusedException(
          "port %d is not allowed. 'imagespace.image.url.allowed-ports' lists those that are."
              .formatted(port));
    }
    return port;
  }

  /** In ASCII, without a fragment. A URI holds no space and no line break. */
  private static String path(URI url) {
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String whole = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    if (whole.length() > LONGEST_PATH) {
      throw new UrlRefusedException(
          "its path and query are longer than %d characters.".formatted(LONGEST_PATH));
    }
    return whole;
  }
}
