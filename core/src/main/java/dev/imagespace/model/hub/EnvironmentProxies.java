package dev.imagespace.model.hub;

import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY (in either case), unless the JVM's
 * properties select one. Immutable and thread-safe.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return named(uri)
        .map(EnvironmentProxies::proxy)
        .map(List::of)
        .orElseGet(() -> chosenByJvm(uri));
  }

  /**
   * User and password for the proxy of an address, as {@code user:password}; empty without them.
   */
  Optional<String> credentials(URI uri) {
    return named(uri).map(URI::getUserInfo);
  }

  private static List<Proxy> chosenByJvm(URI uri) {
    ProxySelector jvm = ProxySelector.getDefault();
    return jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(uri);
  }

  private static Proxy proxy(URI address) {
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
  }

  /**
   * The proxy of a variable; empty where the JVM selects another, or NO_PROXY excludes the host.
   */
  private Optional<URI> named(URI uri) {
    String variable = uri.getScheme() + "_proxy";
    String named = variable(variable);
    if (named == null
        || isDirect(uri.getHost())
        || chosenByJvm(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return Optional.empty();
    }
    return Optional.of(address(variable.toUpperCase(Locale.ROOT), named.strip()));
  }

  /** Neither the message nor a cause shows the address, as it may contain a password. */
  private static URI address(String variable, String named) {
    URI address = null;
    try {
      address = new URI(named.contains("://") ? named : "http://" + named);
    } catch (URISyntaxException e) {
      // The message below names the expected form.
    }
    if (address == null || address.getHost() == null) {
      throw new ModelDownloadException(
          Reason.UNREACHABLE,
          "The proxy in %s has no host, or characters that no address has. Write it as http://host:port or http://name:password@host:port, with '%%40' for an '@' in a password."
              .formatted(variable));
    }
    if (!Set.of("http", "https").contains(address.getScheme())) {
      throw new ModelDownloadException(
          Reason.UNREACHABLE,
          "The proxy in %s is one of %s, which models are not fetched through. Write it as http://host:port, or start Java with its own properties (-Dhttps.proxyHost)."
              .formatted(variable, address.getScheme()));
    }
    return address;
  }

  private boolean isDirect(String host) {
    String exceptions = variable("no_proxy");
    if (exceptions == null) {
      return false;
    }
    for (String exception : exceptions.split(",", -1)) {
      String suffix = exception.strip().replaceAll("^\\*?\\.|(?<=^[^:]{1,255}):\\d+$", "");
      if (suffix.equals("*")
          || host.equalsIgnoreCase(suffix)
          || host.equalsIgnoreCase("[" + suffix + "]")
          || (!suffix.isEmpty()
              && host.toLowerCase(Locale.ROOT).endsWith("." + suffix.toLowerCase(Locale.ROOT)))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String variable(String name) {
    String lower = environment.get(name);
    String value = lower != null ? lower : environment.get(name.toUpperCase(Locale.ROOT));
    return value == null || value.isBlank() ? null : value;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // The request fails with its own message.
  }
}
