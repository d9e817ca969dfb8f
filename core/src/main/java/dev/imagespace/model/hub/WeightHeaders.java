package dev.imagespace.model.hub;

import dev.imagespace.bounds.HeapShare;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fetches the parts of weights that name their tensors, so that a model can open before the weights
 * are downloaded.
 */
final class WeightHeaders {
  private static final long MAX_HEADER_BYTES = HeapShare.of(32, 100_000_000);

  private final Hub hub;

  WeightHeaders(Hub hub) {
    this.hub = hub;
  }

  /** The files by the path that they will have; empty where the server ignores ranges. */
  Optional<Map<Path, RemoteFile>> fetch(
      Snapshot snapshot, Path directory, List<HubFile> files, Deadline deadline) {
    Map<Path, RemoteFile> remote = new TreeMap<>();
    for (HubFile file : files) {
      RemoteFile ranges =
          new RemoteFile(
              file.size(), (from, bytes) -> hub.range(snapshot, file, from, bytes, deadline));
      boolean there = file.path().endsWith(".bin") ? fetchZip(ranges) : fetchHeader(ranges);
      if (!there) {
        return Optional.empty();
      }
      remote.put(directory.resolve(file.path()), ranges);
    }
    return Optional.of(remote);
  }

  /** A PyTorch file has the zip directory at its end, and the pickle at its beginning. */
  private static boolean fetchZip(RemoteFile file) {
    int bytes = RemoteFile.LEAST_BYTES;
    return file.fetch(file.size() - bytes, bytes) && file.fetch(0, bytes);
  }

  /** A safetensors file begins with the length of its header. */
  private static boolean fetchHeader(RemoteFile file) {
    if (!file.fetch(0, RemoteFile.LEAST_BYTES) || file.size() < Long.BYTES) {
      return file.size() < Long.BYTES;
    }
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (SeekableByteChannel channel = file.open()) {
      channel.read(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long header = length.getLong(0);
    // The format's reader has the better message for an invalid header.
    return header < 0
        || header > MAX_HEADER_BYTES
        || file.fetch(0, Math.toIntExact(Long.BYTES + header));
  }
}
