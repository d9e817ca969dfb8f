package dev.imagespace.image.url;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says before its body, read strictly (RFC 9112): where two readers could differ on
 * where the body ends, there is no picture.
 *
 * @param location of a redirect
 * @param length of the body, -1 where it is not said
 */
record HttpHead(int status, @Nullable String location, long length, boolean chunked) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  /** Of all lines before the body, interim answers included. */
  private static final int MOST_BYTES = 16 << 10;

  static HttpHead read(InputStream in) throws IOException {
    HttpLines lines = new HttpLines(in, MOST_BYTES);
    HttpHead head = readOne(lines);
    while (head.status < 200) {
      head = readOne(lines);
    }
    return head;
  }

  boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static HttpHead readOne(HttpLines lines) throws IOException {
    Matcher status = STATUS.matcher(lines.next());
    if (!status.matches()) {
      throw new ProtocolException("no HTTP/1.1 status line");
    }
    HttpHead head = new HttpHead(Integer.parseInt(status.group(1)), null, -1, false);
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        throw new ProtocolException("a header that is no field");
      }
      head = head.with(field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip());
    }
    if (head.chunked && head.length >= 0) {
      throw new ProtocolException("both a length and chunks");
    }
    return head;
  }

  private HttpHead with(String name, String value) throws ProtocolException {
    return switch (name) {
      case "location" -> new HttpHead(status, value, length, chunked);
      case "content-length" -> new HttpHead(status, location, lengthOf(value), chunked);
      case "transfer-encoding" -> {
        if (chunked || !value.equalsIgnoreCase("chunked")) {
          throw new ProtocolException("a transfer encoding other than chunked");
        }
        yield new HttpHead(status, location, length, true);
      }
      case "content-encoding" -> {
        if (!value.equalsIgnoreCase("identity")) {
          throw new ProtocolException("a content encoding, which was not asked for");
        }
        yield this;
      }
      default -> this;
    };
  }

  private long lengthOf(String value) throws ProtocolException {
    if (!LENGTH.matcher(value).matches() || (length >= 0 && length != Long.parseLong(value))) {
      throw new ProtocolException("a length that is none, or two lengths");
    }
    return Long.parseLong(value);
  }
}
