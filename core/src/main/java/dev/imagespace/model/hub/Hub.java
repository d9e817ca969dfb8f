package dev.imagespace.model.hub;

import dev.imagespace.bounds.HeapShare;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The API of the hub, as far as models need it. Thread-safe. */
final class Hub {
  /** A listing of 100,000 files has about 20 MB. */
  private static final int MAX_LISTING_BYTES = (int) HeapShare.of(100, 50_000_000);

  private static final int OK = 200;

  private final HubSettings settings;
  private final HubRequests requests;

  Hub(HubSettings settings, HubRequests requests) {
    this.settings = settings;
    this.requests = requests;
  }

  /** Lists a repository at a revision, with the hashes and sizes of its files, in one request. */
  HubListing listing(ModelId id, Deadline deadline) {
    URI uri =
        URI.create(
            "%s/api/models/%s/%s/revision/%s?blobs=true"
                .formatted(settings.endpoint(), id.owner(), id.name(), encoded(id.revision())));
    String what = "Model '" + id + "'";
    return requests.retrying(
        what,
        deadline,
        () -> {
          HttpResponse<InputStream> response = requests.get(uri, null, deadline);
          byte[] body = bytes(response, MAX_LISTING_BYTES, what, deadline);
          if (body.length == MAX_LISTING_BYTES) {
            throw new ModelDownloadException(
                Reason.CORRUPT,
                "%s is listed in more than %,d bytes; a 100th of the heap, which -Xmx sets, is read at most."
                    .formatted(what, MAX_LISTING_BYTES));
          }
          return listing(body, what);
        });
  }

  private HubListing listing(byte[] body, String what) {
    try {
      return HubListing.parse(new String(body, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw HubResponses.notTheHub(what, settings, "something else than a list of files");
    }
  }

  /**
   * Hash and size of a file, by a HEAD request. The commit is known from the listing; a mirror need
   * not repeat it. Where the answer lacks the size, a request for the first byte tells it.
   */
  HubFile file(Snapshot snapshot, String path, Deadline deadline) {
    String what = "File '%s' of model '%s'".formatted(path, snapshot);
    return requests.retrying(
        what,
        deadline,
        () -> {
          HttpResponse<InputStream> response = requests.head(address(snapshot, path), deadline);
          response.body().close();
          HubResponses.requireFound(response, what, settings);
          HttpHeaders headers = response.headers();
          String size = size(headers, response.statusCode());
          return file(
              path,
              etag(headers).orElse(""),
              size.isEmpty() ? sizeByRange(snapshot, path, what, deadline) : size,
              what);
        });
  }

  /** X-Linked headers describe the file; the others may describe a redirect to it. */
  private static Optional<String> etag(HttpHeaders headers) {
    return headers.firstValue("X-Linked-Etag").or(() -> headers.firstValue("ETag"));
  }

  private static String size(HttpHeaders headers, int status) {
    return headers
        .firstValue("X-Linked-Size")
        .or(() -> status == OK ? headers.firstValue("Content-Length") : Optional.empty())
        .orElse("");
  }

  /** The number behind the '/' of a Content-Range, or the length of a whole answer. */
  private String sizeByRange(Snapshot snapshot, String path, String what, Deadline deadline)
      throws IOException {
    HttpResponse<InputStream> response =
        requests.get(address(snapshot, path), "bytes=0-0", deadline);
    response.body().close();
    HubResponses.requireFound(response, what, settings);
    String range = response.headers().firstValue("Content-Range").orElse("");
    return range.contains("/")
        ? range.substring(range.lastIndexOf('/') + 1).strip()
        : size(response.headers(), response.statusCode());
  }

  private HubFile file(String path, String etag, String size, String what) {
    if (etag.isEmpty()) {
      throw HubResponses.notTheHub(what, settings, "no ETag, which is the hash of the file");
    }
    if (!size.matches("\\d{1,18}")) {
      throw HubResponses.notTheHub(
          what, settings, "no size: neither a Content-Length nor a Content-Range");
    }
    return new HubFile(path, etag.replaceAll("^W/|\"", ""), Long.parseLong(size));
  }

  /** The address of a file, which may redirect to storage. */
  URI address(Snapshot snapshot, String path) {
    String encodedPath =
        Arrays.stream(path.split("/", -1)).map(Hub::encoded).collect(Collectors.joining("/"));
    return URI.create(
        "%s/%s/resolve/%s/%s"
            .formatted(settings.endpoint(), snapshot.repository(), snapshot.commit(), encodedPath));
  }

  /** A range of a file; empty where the server ignores ranges. */
  Optional<byte[]> range(
      Snapshot snapshot, HubFile file, long from, int length, Deadline deadline) {
    String what = "The header of '%s' of model '%s'".formatted(file.path(), snapshot);
    String range = "bytes=%d-%d".formatted(from, from + length - 1);
    return requests.retrying(
        what,
        deadline,
        () -> {
          HttpResponse<InputStream> response =
              requests.get(address(snapshot, file.path()), range, deadline);
          if (from > 0 && response.statusCode() == OK) {
            response.body().close();
            return Optional.empty();
          }
          byte[] read = bytes(response, length, what, deadline);
          if (read.length < length) {
            throw new IOException("%d of %d bytes came".formatted(read.length, length));
          }
          return Optional.of(read);
        });
  }

  private byte[] bytes(
      HttpResponse<InputStream> response, int limit, String what, Deadline deadline)
      throws IOException {
    HubResponses.requireFound(response, what, settings);
    try (InputStream body =
        new TimeoutInputStream(response.body(), settings.stallTimeout(), deadline)) {
      return body.readNBytes(limit);
    }
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
