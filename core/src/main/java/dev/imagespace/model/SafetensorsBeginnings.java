package dev.imagespace.model;

import dev.imagespace.model.ArrivingFiles.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fetches the headers of safetensors files, so that a model can open before its weights are there.
 */
final class SafetensorsBeginnings {
  private static final int LENGTH_BYTES = 8;
  private static final int USUAL_HEADER_BYTES = 128 << 10;
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Hub hub;
  private final RepositoryCache repository;

  SafetensorsBeginnings(Hub hub, RepositoryCache repository) {
    this.hub = hub;
    this.repository = repository;
  }

  /** The headers by the path that their whole file will have. */
  Map<Path, Header> fetch(
      ModelId id, String commit, Path snapshot, List<HubFile> files, Deadline deadline) {
    Map<Path, Header> headers = new TreeMap<>();
    for (HubFile file : files) {
      Path kept = repository.header(file.etag());
      if (!Files.isRegularFile(kept)) {
        keep(kept, bytes(id, commit, file, deadline));
      }
      headers.put(snapshot.resolve(file.path()), new Header(kept, file.size()));
    }
    return headers;
  }

  private byte[] bytes(ModelId id, String commit, HubFile file, Deadline deadline) {
    byte[] first = hub.beginning(id, commit, file, USUAL_HEADER_BYTES, deadline);
    long header =
        first.length < LENGTH_BYTES
            ? 0
            : ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    // What is no header, the reader of the format says best.
    boolean whole =
        header < 0 || header > MAX_HEADER_BYTES || LENGTH_BYTES + header <= first.length;
    return whole ? first : hub.beginning(id, commit, file, (int) (LENGTH_BYTES + header), deadline);
  }

  private void keep(Path target, byte[] bytes) {
    repository.cache().requireWritableParent(target);
    Path fresh = RepositoryCache.beside(target);
    try {
      Files.write(fresh, bytes);
      RepositoryCache.move(fresh, target);
    } catch (IOException e) {
      throw ModelCache.notWritable(target, e);
    }
  }
}
