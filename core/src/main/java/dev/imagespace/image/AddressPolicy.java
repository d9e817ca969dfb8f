package dev.imagespace.image;

import java.net.InetAddress;

/**
 * Which addresses may be connected to. It is asked with every address that a host resolves to, so
 * that no notation of a host and no answer of a name server gets around it. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface AddressPolicy {

  boolean allows(InetAddress address);

  /**
   * Addresses of the public Internet alone: none that is private, shared, loopback, link-local,
   * multicast, reserved, for documentation, of a cloud's metadata, nor one of IPv6 that carries an
   * address of IPv4.
   */
  static AddressPolicy publicOnly() {
    return PublicAddresses.INSTANCE;
  }
}
