package dev.imagespace.testing.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.imagespace.testing.hub.FakeRepository.Access;

/** What the API says about a commit. */
final class ModelJson {
  private ModelJson() {}

  /**
   * The model's description.
   *
   * @param blobs whether sizes and hashes are asked for
   */
  static JsonElement info(FakeRepository repository, String commit, boolean blobs) {
    JsonArray siblings = new JsonArray();
    repository.files(commit).values().forEach(file -> siblings.add(sibling(file, blobs)));
    JsonObject card = new JsonObject();
    repository.licence(commit).ifPresent(licence -> card.addProperty("license", licence));
    JsonObject info = new JsonObject();
    info.addProperty("id", repository.id());
    info.addProperty("modelId", repository.id());
    info.addProperty("author", repository.id().split("/", 2)[0]);
    info.addProperty("sha", commit);
    info.addProperty("private", repository.access() == Access.PRIVATE);
    // "auto", "manual" or false.
    boolean gated = repository.access() == Access.GATED;
    info.add("gated", gated ? new JsonPrimitive("manual") : new JsonPrimitive(false));
    info.addProperty("disabled", false);
    info.add("cardData", card);
    info.add("siblings", siblings);
    return info;
  }

  static JsonElement tree(FakeRepository repository, String commit) {
    JsonArray entries = new JsonArray();
    for (HubFile file : repository.files(commit).values()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("type", "file");
      entry.addProperty("oid", file.oid());
      entry.addProperty("size", file.bytes().length);
      entry.addProperty("path", file.path());
      if (file.large()) {
        entry.add("lfs", lfs(file, "oid"));
      }
      entries.add(entry);
    }
    return entries;
  }

  private static JsonObject sibling(HubFile file, boolean blobs) {
    JsonObject sibling = new JsonObject();
    sibling.addProperty("rfilename", file.path());
    if (blobs) {
      sibling.addProperty("blobId", file.oid());
      sibling.addProperty("size", file.bytes().length);
      if (file.large()) {
        sibling.add("lfs", lfs(file, "sha256"));
      }
    }
    return sibling;
  }

  private static JsonObject lfs(HubFile file, String hash) {
    JsonObject lfs = new JsonObject();
    lfs.addProperty(hash, file.sha256());
    lfs.addProperty("size", file.bytes().length);
    lfs.addProperty("pointerSize", HubFile.pointer(file.sha256(), file.bytes().length).length);
    return lfs;
  }
}
