package dev.imagespace.image;

import dev.imagespace.image.notation.HostPattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Settings of loading pictures by HTTP: which URLs are allowed, and time-outs. At most three
 * redirects are followed, and each is checked like the first URL. Immutable.
 *
 * @param enabled whether any URL is loaded, property {@code imagespace.image.url.enabled}
 * @param http whether plain http is allowed too, property {@code imagespace.image.url.http}
 * @param allowedHosts host names, or {@code *.suffix} for every host below it; empty for all hosts;
 *     property {@code imagespace.image.url.allowed-hosts}
 * @param allowedPorts ports; empty for 443, and for 80 with plain http; property {@code
 *     imagespace.image.url.allowed-ports}
 * @param addresses decides which of the addresses of a host may be connected to
 * @param connectTimeout longest time to connect to one address, property {@code
 *     imagespace.image.url.connect-timeout}
 * @param readTimeout longest time without a byte of the server, property {@code
 *     imagespace.image.url.read-timeout}
 * @param totalTimeout longest time from the first name look-up to the last byte, redirects
 *     included; property {@code imagespace.image.url.total-timeout}
 */
public record UrlPolicy(
    boolean enabled,
    boolean http,
    List<String> allowedHosts,
    Set<Integer> allowedPorts,
    AddressPolicy addresses,
    Duration connectTimeout,
    Duration readTimeout,
    Duration totalTimeout) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a host or a port is none, or a time-out is not positive
   */
  public UrlPolicy {
    allowedHosts = List.copyOf(allowedHosts);
    allowedPorts = Set.copyOf(allowedPorts);
    allowedHosts.forEach(HostPattern::of);
    for (int port : allowedPorts) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "allowedPorts has %d, which is no port. Check 'imagespace.image.url.allowed-ports'."
                .formatted(port));
      }
    }
    Positive.require("connectTimeout", "imagespace.image.url.connect-timeout", connectTimeout);
    Positive.require("readTimeout", "imagespace.image.url.read-timeout", readTimeout);
    Positive.require("totalTimeout", "imagespace.image.url.total-timeout", totalTimeout);
  }

  /** Returns the default: no URL is loaded. */
  public static UrlPolicy off() {
    return builder().build();
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a {@link UrlPolicy}. Not thread-safe. */
  public static final class Builder {
    private boolean enabled;
    private boolean http;
    private List<String> allowedHosts = List.of();
    private Set<Integer> allowedPorts = Set.of();
    private AddressPolicy addresses = AddressPolicy.publicOnly();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(10);
    private Duration totalTimeout = Duration.ofSeconds(30);

    private Builder() {}

    /** Default: false. */
    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    /** Default: false, https only. */
    public Builder http(boolean http) {
      this.http = http;
      return this;
    }

    /** Default: empty, every host whose addresses are allowed. */
    public Builder allowedHosts(List<String> hosts) {
      allowedHosts = hosts;
      return this;
    }

    /** Default: empty, 443 and, with plain http, 80. */
    public Builder allowedPorts(Set<Integer> ports) {
      allowedPorts = ports;
      return this;
    }

    /** Default: {@link AddressPolicy#publicOnly()}. */
    public Builder addresses(AddressPolicy policy) {
      addresses = policy;
      return this;
    }

    /** Default: 5 seconds. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = timeout;
      return this;
    }

    /** Default: 10 seconds. */
    public Builder readTimeout(Duration timeout) {
      readTimeout = timeout;
      return this;
    }

    /** Default: 30 seconds. */
    public Builder totalTimeout(Duration timeout) {
      totalTimeout = timeout;
      return this;
    }

    public UrlPolicy build() {
      return new UrlPolicy(
          enabled,
          http,
          allowedHosts,
          allowedPorts,
          addresses,
          connectTimeout,
          readTimeout,
          totalTimeout);
    }
  }
}
