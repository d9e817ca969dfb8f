package dev.imagespace.checkpoint.format;

import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Small files made for a test, and where the golden ones lie. */
final class MadeFiles {
  static final Path MODELS = Path.of(System.getProperty("imagespace.golden"), "models");

  private MadeFiles() {}

  static Path safetensors(Path file, String header, byte... data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return safetensors(file, json.length, json, data);
  }

  static Path safetensors(Path file, long claimedLength, byte[] header, byte... data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return write(file, bytes.putLong(claimedLength).put(header).put(data).array());
  }

  /** A file with a hole of nothing in it, which takes no space on disk. */
  static Path sparse(Path file, String header, long dataBytes, byte... end) throws IOException {
    safetensors(file, header);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(end), channel.size() + dataBytes - end.length);
    }
    return file;
  }

  static StoredTensor tensor(TensorSource source, String name) {
    return Objects.requireNonNull(source.tensors().get(name), name);
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  static Path write(Path file, byte... content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
