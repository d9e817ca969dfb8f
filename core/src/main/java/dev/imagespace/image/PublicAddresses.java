package dev.imagespace.image;

import dev.imagespace.image.notation.AddressBlock;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The public Internet, by the special-purpose registries of IANA (RFC 6890). */
final class PublicAddresses implements AddressPolicy {
  static final PublicAddresses INSTANCE = new PublicAddresses();

  private static final List<AddressBlock> RESERVED =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // Azure's host, a public address by its looks
          "169.254.0.0/16", // link-local, metadata of most clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.31.196.0/24", // AS112
          "192.52.193.0/24", // AMT
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "192.175.48.0/24", // AS112
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments, Teredo and ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, carries an address of IPv4
          "2620:4f:8000::/48", // AS112
          "3ffe::/16", // given back
          "3fff::/20"); // documentation

  /**
   * All that IPv6 routes globally. Outside of it lie ::/96, ::ffff:0:0/96 and 64:ff9b::/16, which
   * carry addresses of IPv4, and fc00::/7, fe80::/10, fec0::/10 and ff00::/8.
   */
  private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3");

  private PublicAddresses() {}

  @Override
  public boolean allows(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (bytes.length == 4 || GLOBAL_UNICAST.contains(bytes))
        && RESERVED.stream().noneMatch(block -> block.contains(bytes));
  }

  private static List<AddressBlock> blocks(String... texts) {
    return Stream.of(texts).map(AddressBlock::of).toList();
  }
}
