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
 * The files of a repository at a revision. Immutable.
 *
 * @param commit that the revision points to
 * @param files by path; the value is empty where the response has no hash and size, as with some
 *     mirrors
 * @param licence as the model card names it; null where it names none
 */
record HubListing(String commit, Map<String, Optional<HubFile>> files, @Nullable String licence) {

  /**
   * Parses the hub's response.
   *
   * @throws RuntimeException where the text is no such response
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

  /**
   * The hash of a file in LFS is the SHA-256 of its bytes; that of any other file, its git object
   * id.
   */
  private static Optional<HubFile> file(String path, JsonObject file) {
    JsonElement lfs = file.get("lfs");
    JsonElement hash =
        lfs != null && lfs.isJsonObject()
            ? lfs.getAsJsonObject().get("sha256")
            : file.get("blobId");
    JsonElement size = file.get("size");
    boolean described =
        hash != null && hash.isJsonPrimitive() && size != null && !size.isJsonNull();
    // A name that leads out of the directory, or that this JVM cannot write, is refused only when
    // the file is needed.
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
