package dev.imagespace.testing.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Where large files lie: by their hash, to whoever has a signed URL, and to nobody's token. */
final class FakeStorage {
  private static final String SIGNATURE = "X-Amz-Signature";

  private final Collection<FakeRepository> repositories;

  FakeStorage(Collection<FakeRepository> repositories) {
    this.repositories = repositories;
  }

  static String location(String endpoint, HubFile file) {
    return "%s/repos/%s?filename=%s&%s=5ec2e7"
        .formatted(
            endpoint,
            file.sha256(),
            URLEncoder.encode(file.path(), StandardCharsets.UTF_8).replace("+", "%20"),
            SIGNATURE);
  }

  HubReply answer(HubRequest request) {
    if (request.token().isPresent()) {
      // S3 refuses a request that proves its right in two ways.
      return HubReply.error(400, "InvalidArgument", "Only one auth mechanism allowed");
    }
    if (request.parameter(SIGNATURE).isEmpty()) {
      return HubReply.error(403, "AccessDenied", "Access Denied");
    }
    String hash = request.path().substring(request.path().lastIndexOf('/') + 1);
    return repositories.stream()
        .flatMap(FakeRepository::allFiles)
        .filter(file -> file.large() && file.sha256().equals(hash))
        .findFirst()
        .map(file -> HubReply.file(file.bytes(), request).with("ETag", "\"of-the-storage\""))
        .orElseGet(() -> HubReply.error(404, "NoSuchKey", "The key does not exist."));
  }
}
