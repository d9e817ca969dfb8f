package dev.imagespace.model.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.cache.BlobHash;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository at a revision, as the hub lists it. Immutable.
 *
 * @param commit that the revision points at
 * @param files by path; empty where the answer tells no version and size, as that of some mirrors
 * @param licence as the model's card names it
 */
record HubListing(String commit, Map<String, Optional<HubFile>> files, @Nullable String licence) {

  /**
   * Reads the hub's answer.
   *
   * @throws RuntimeException of some kind where it is none
   */
  static HubListing parse(String json) {
    JsonObject answer = JsonParser.parseString(json).getAsJsonObject();
    Map<String, Optional<HubFile>> files = new TreeMap<>();
    for (JsonElement sibling : answer.getAsJsonArray("siblings")) {
      JsonObject file = sibling.getAsJsonObject();
      String path = file.get("rfilename").getAsString();
      files.put(path, file(path, file));
    }
    String commit = answer.get("sha").getAsString();
    if (!Snapshot.isCommit(commit)) {
      throw new IllegalArgumentException("'%s' is no commit".formatted(commit));
    }
    return new HubListing(commit, files, licence(answer.get("cardData")));
  }

  /** A large file's version is the SHA-256 of its bytes, that of a small one its name in git. */
  private static Optional<HubFile> file(String path, JsonObject file) {
    JsonElement lfs = file.get("lfs");
    JsonElement hash =
        lfs != null && lfs.isJsonObject()
            ? lfs.getAsJsonObject().get("sha256")
            : file.get("blobId");
    JsonElement size = file.get("size");
    boolean described =
        hash != null && hash.isJsonPrimitive() && size != null && !size.isJsonNull();
    // A name that leads out of the directory, or that this JVM cannot write, is refused when asked
    // for: mostly nobody does.
    return described
            && BlobHash.isHash(hash.getAsString())
            && HubFile.isPlain(path)
            && FileNames.refusal(path) == null
        ? Optional.of(new HubFile(path, hash.getAsString(), size.getAsLong()))
        : Optional.empty();
  }

  private static @Nullable String licence(@Nullable JsonElement card) {
    JsonElement licence =
        card != null && card.isJsonObject() ? card.getAsJsonObject().get("license") : null;
    return licence == null || !licence.isJsonPrimitive() ? null : Shown.of(licence.getAsString());
  }
}
