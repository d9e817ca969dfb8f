package dev.imagespace.image;

import dev.imagespace.image.notation.HostPattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which URLs pictures are loaded from, and for how long. Nothing is loaded unless {@code enabled}.
 * Each redirect is judged like the first URL, and at most three are followed. Immutable.
 *
 * @param enabled property {@code imagespace.image.url.enabled}
 * @param http whether plain http is allowed too, property {@code imagespace.image.url.http}
 * @param allowedHosts names, or {@code *.suffix} for every host below it; empty for all hosts;
 *     property {@code imagespace.image.url.allowed-hosts}
 * @param allowedPorts empty for 443, and 80 with plain http; property {@code
 *     imagespace.image.url.allowed-ports}
 * @param addresses which of the addresses that a host resolves to may be connected to
 * @param connectTimeout property {@code imagespace.image.url.connect-timeout}
 * @param readTimeout longest silence, property {@code imagespace.image.url.read-timeout}
 * @param totalTimeout from the first name looked up to the last byte of the last redirect, property
 *     {@code imagespace.image.url.total-timeout}
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

  /** Refuses lists and times that could not be meant. */
  public UrlPolicy {
    allowedHosts = List.copyOf(allowedHosts);
    allowedPorts = Set.copyOf(allowedPorts);
    allowedHosts.forEach(HostPattern::of);
    for (int port : allowedPorts) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("allowedPorts has %d, which is no port".formatted(port));
      }
    }
    Positive.require("connectTimeout", connectTimeout);
    Positive.require("readTimeout", readTimeout);
    Positive.require("totalTimeout", totalTimeout);
  }

  /** No URL at all. */
  public static UrlPolicy off() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Values of a {@link UrlPolicy}. Not thread-safe. */
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
