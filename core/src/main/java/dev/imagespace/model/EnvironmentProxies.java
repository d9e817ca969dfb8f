package dev.imagespace.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as HTTPS_PROXY, HTTP_PROXY and NO_PROXY name them (in either case), where the JVM's own
 * properties name none. Immutable and thread-safe.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    List<Proxy> byJvm = byJvm(uri);
    URI proxy = named(uri, byJvm);
    if (proxy == null) {
      return byJvm;
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
  }

  /** What a header says to the proxy on the way to an address; empty where nobody asks for it. */
  Optional<String> authorization(URI uri) {
    URI proxy = named(uri, byJvm(uri));
    return proxy == null || proxy.getUserInfo() == null
        ? Optional.empty()
        : Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(proxy.getUserInfo().getBytes(UTF_8)));
  }

  private static List<Proxy> byJvm(URI uri) {
    ProxySelector jvm = ProxySelector.getDefault();
    return jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(uri);
  }

  /** As a variable names it; null where the JVM names another, or none is to be used. */
  private @Nullable URI named(URI uri, List<Proxy> byJvm) {
    String named = variable(uri.getScheme() + "_proxy");
    boolean isByJvm = byJvm.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    if (isByJvm || named == null || isDirect(uri.getHost())) {
      return null;
    }
    URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
    if (proxy.getHost() == null) {
      throw new IllegalArgumentException(
          "The proxy in %s_PROXY has no host. Write it as http://host:port."
              .formatted(uri.getScheme().toUpperCase(Locale.ROOT)));
    }
    return proxy;
  }

  private boolean isDirect(String host) {
    String exceptions = variable("no_proxy");
    if (exceptions == null) {
      return false;
    }
    for (String exception : exceptions.split(",", -1)) {
      String suffix = exception.strip().replaceAll("^\\*?\\.|:\\d+$", "");
      if (suffix.equals("*")
          || host.equalsIgnoreCase(suffix)
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
