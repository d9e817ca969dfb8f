package dev.imagespace.image.notation;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is compared, looked up and asked for: in lower case, in ASCII, without a final dot.
 *
 * @param text a name, a dotted quad, or an address of IPv6 in brackets
 */
public record HostName(String text) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
              + "(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
  private static final String BYTE = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern QUAD = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  /**
   * Reads a host of a URL or of a list of hosts.
   *
   * @throws IllegalArgumentException if it is none, or a number in a notation that programs read
   *     differently: decimal, octal, hexadecimal, fewer than four parts
   */
  public static HostName of(String host) {
    String ascii = host.startsWith("[") ? host : IDN.toASCII(host);
    String text = ascii.toLowerCase(Locale.ROOT);
    if (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    boolean name = NAME.matcher(text).matches() && !ENDS_IN_NUMBER.matcher(text).matches();
    if (!name && !QUAD.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException("not a host name, nor an address in its usual notation");
    }
    return new HostName(text);
  }

  /** As certificates name it. */
  public String withoutBrackets() {
    return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
  }

  /** The address that the text itself is, which no name server is asked for; else null. */
  public @Nullable InetAddress literal() throws UnknownHostException {
    boolean literal = text.startsWith("[") || QUAD.matcher(text).matches();
    return literal ? InetAddress.getByName(text) : null;
  }
}
