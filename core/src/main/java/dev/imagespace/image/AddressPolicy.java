package dev.imagespace.image;

import java.net.InetAddress;

/**
 * Decides which IP addresses pictures are loaded from. The loader asks it about every address that
 * a host name resolves to, and connects to no other. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface AddressPolicy {

  /** Returns whether a connection to this address is allowed. */
  boolean allows(InetAddress address);

  /**
   * Returns the policy that allows addresses of the public Internet only: none that is private,
   * shared, loopback, link-local, multicast, reserved, for documentation, of a cloud's metadata,
   * nor one of IPv6 that carries an address of IPv4.
   */
  static AddressPolicy publicOnly() {
    return PublicAddresses.INSTANCE;
  }
}
