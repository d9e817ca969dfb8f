package dev.imagespace.testing.hub;

import dev.imagespace.testing.hub.FakeRepository.Access;
import java.util.Map;
import java.util.Optional;

/** Who may read what, and what the hub says to the others. A token of a hub begins with "hf_". */
final class HubAccess {
  private final Map<String, FakeRepository> repositories;

  HubAccess(Map<String, FakeRepository> repositories) {
    this.repositories = repositories;
  }

  /**
   * Empty for those who may read. A missing repository and a hidden one look the same.
   *
   * @param content whether a file's content is asked for, and not the list of files
   */
  Optional<HubReply> refusal(String id, Optional<String> token, boolean content) {
    if (token.filter(text -> !text.startsWith("hf_")).isPresent()) {
      return Optional.of(
          HubReply.error(401, "Unauthorized", "Invalid credentials in Authorization header"));
    }
    FakeRepository repository = repositories.get(id);
    if (repository == null
        || (repository.access() == Access.PRIVATE && !repository.isReadBy(token))) {
      // Who shows no token is asked for one; who shows one is told that nothing is there.
      return Optional.of(
          HubReply.error(token.isEmpty() ? 401 : 404, "RepoNotFound", "Repository not found"));
    }
    return content && !repository.isReadBy(token)
        ? Optional.of(gated(id, token.isPresent()))
        : Optional.empty();
  }

  private static HubReply gated(String id, boolean known) {
    String message =
        known
            ? "Access to model %s is restricted and you are not in the authorized list. Visit https://huggingface.co/%<s to ask for access."
            : "Access to model %s is restricted. You must have access to it and be authenticated to access it. Please log in.";
    return HubReply.error(known ? 403 : 401, "GatedRepo", message.formatted(id));
  }
}
