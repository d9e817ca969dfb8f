package dev.imagespace.image.notation;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses of one family.
 *
 * @param prefix the first address; its trailing bits are zero
 * @param length bits that an address of the block shares with the prefix
 */
public record AddressBlock(byte[] prefix, int length) {

  /** Parses {@code 10.0.0.0/8} or {@code fc00::/7}. */
  public static AddressBlock of(String text) {
    int slash = text.indexOf('/');
    try {
      byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
      return new AddressBlock(prefix, Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not a block of addresses: " + text, e);
    }
  }

  public boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit += 8) {
      int mask = 0xff << Math.max(0, 8 - (length - bit));
      if (((address[bit / 8] ^ prefix[bit / 8]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
