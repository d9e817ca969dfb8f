package dev.imagespace.model.hub;

import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.cache.Snapshot;
import java.util.regex.Pattern;

/**
 * A repository of the hub at a revision. Immutable.
 *
 * @param owner such as "sentence-transformers"
 * @param name such as "clip-ViT-B-32"
 * @param revision a branch, a tag or a commit
 */
public record ModelId(String owner, String name, String revision) {
  private static final String HUB_PREFIX = "hf-hub:";
  private static final String DEFAULT_OWNER = "sentence-transformers";
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  /**
   * Parses {@code owner/name} or {@code hf-hub:owner/name}, each with an optional
   * {@code @revision}. For SENTENCE_TRANSFORMERS, a name without an owner belongs to the
   * organisation sentence-transformers. For OPEN_CLIP, {@code architecture/tag} is the repository
   * of that pair if OpenCLIP publishes it; {@code hf-hub:} reaches an owner of the same name.
   *
   * @throws ModelNotFoundException where the text is no such name
   */
  public static ModelId parse(String model, ModelHandler handler) {
    boolean onHub = model.startsWith(HUB_PREFIX);
    String text = onHub ? model.substring(HUB_PREFIX.length()) : model;
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    String repository = onHub ? name : OpenClipPretrained.repository(name, handler).orElse(name);
    String revision = at < 0 ? "main" : text.substring(at + 1);
    String[] parts = repository.split("/", -1);
    if (parts.length == 1 && handler == ModelHandler.OPEN_CLIP) {
      throw new ModelNotFoundException(
          "'%s' names no weights: an architecture alone would have to be filled with random numbers. Set 'imagespace.model' to a pair that OpenCLIP publishes ('ViT-B-32/laion2b_s34b_b79k'), a repository with OpenCLIP weights ('hf-hub:owner/name') or a directory; for a sentence-transformers model set 'imagespace.model-handler=SENTENCE_TRANSFORMERS'."
              .formatted(model));
    }
    String owner = parts.length == 1 ? DEFAULT_OWNER : parts[0];
    String ownName = parts[parts.length - 1];
    if (parts.length > 2
        || !PART.matcher(owner).matches()
        || !PART.matcher(ownName).matches()
        || !REVISION.matcher(revision).matches()
        || revision.contains("..")) {
      throw new ModelNotFoundException(
          "'%s' is neither an existing directory nor a model's name ('owner/name', 'owner/name@revision'). Check 'imagespace.model'."
              .formatted(model));
    }
    return new ModelId(owner, ownName, revision);
  }

  boolean isPinned() {
    return Snapshot.isCommit(revision);
  }

  public String repository() {
    return owner + "/" + name;
  }

  @Override
  public String toString() {
    return owner + "/" + name + "@" + revision;
  }
}
