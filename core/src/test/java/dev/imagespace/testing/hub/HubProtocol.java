package dev.imagespace.testing.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hub's routes: {@code /api/models/owner/name[/revision/…|/tree/…]} and {@code
 * /owner/name/resolve/revision/file}. Facts: huggingface_hub 2.4.0, hf_api.py and file_download.py;
 * small files go by way of "resolve-cache", as huggingface.co sends them.
 */
final class HubProtocol {
  private static final String API = "/api/models/";
  private static final String CACHE = "/api/resolve-cache/models/";

  private final Map<String, FakeRepository> repositories;
  private final HubAccess access;
  private final String storage;

  HubProtocol(Map<String, FakeRepository> repositories, String storage) {
    this.repositories = repositories;
    this.access = new HubAccess(repositories);
    this.storage = storage;
  }

  HubReply answer(HubRequest request) {
    String path = request.path();
    boolean api = path.startsWith(API);
    boolean cache = path.startsWith(CACHE);
    String rest = path.substring(api ? API.length() : cache ? CACHE.length() : 1);
    String[] parts = rest.split("/", 3);
    if (parts.length < 2) {
      return HubReply.error(404, "NotFound", "Not Found");
    }
    String id = parts[0] + "/" + parts[1];
    Optional<HubReply> refusal = access.refusal(id, request.token(), !api);
    FakeRepository repository = repositories.get(id);
    if (refusal.isPresent() || repository == null) {
      return refusal.orElseThrow();
    }
    if (!repository.id().equals(id)) {
      return HubReply.redirect(307, request.target().replace(id, repository.id()));
    }
    String asked = parts.length < 3 ? "revision/main" : parts[2];
    if (api) {
      return model(request, repository, asked.split("/", 3));
    }
    return file(request, repository, asked.replaceFirst("^resolve/", "").split("/", 2), cache);
  }

  /** The parts are what is asked for and a revision. */
  private static HubReply model(HubRequest request, FakeRepository repository, String[] parts) {
    String revision = HubRequest.decoded(parts.length < 2 ? "main" : parts[1]);
    boolean blobs = request.parameter("blobs").filter(Boolean::parseBoolean).isPresent();
    return repository
        .commit(revision)
        .map(
            commit ->
                parts[0].equals("tree")
                    ? ModelJson.tree(repository, commit)
                    : ModelJson.info(repository, commit, blobs))
        .map(json -> HubReply.json(json.toString()))
        .orElseGet(() -> unknown(revision));
  }

  /** The parts are a revision and a file's path. */
  private HubReply file(
      HubRequest request, FakeRepository repository, String[] parts, boolean cache) {
    String revision = HubRequest.decoded(parts[0]);
    Optional<String> commit = repository.commit(revision);
    if (commit.isEmpty() || parts.length < 2) {
      return unknown(revision);
    }
    HubFile file = repository.files(commit.get()).get(HubRequest.decoded(parts[1]));
    HubReply reply;
    if (file == null) {
      reply = HubReply.error(404, "EntryNotFound", "Entry not found");
    } else if (cache) {
      reply = HubReply.file(file.bytes(), request).with("ETag", quoted(file.etag()));
    } else {
      reply = redirect(repository, commit.get(), file);
    }
    return reply.with("X-Repo-Commit", commit.get());
  }

  /** To the storage, or to this server's cache of small files. */
  private HubReply redirect(FakeRepository repository, String commit, HubFile file) {
    String path =
        Arrays.stream(file.path().split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    HubReply reply =
        file.large()
            ? HubReply.redirect(302, FakeStorage.location(storage, file))
            : HubReply.redirect(307, CACHE + repository.id() + "/" + commit + "/" + path);
    return reply
        .with("Accept-Ranges", "bytes")
        .with("X-Linked-Etag", quoted(file.etag()))
        .with("X-Linked-Size", Integer.toString(file.bytes().length));
  }

  private static HubReply unknown(String revision) {
    return HubReply.error(404, "RevisionNotFound", "Invalid rev id: " + revision);
  }

  private static String quoted(String etag) {
    return "\"" + etag + "\"";
  }
}
