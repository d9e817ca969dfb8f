package dev.imagespace.onnx;

import dev.imagespace.checkpoint.format.Safetensors;
import dev.imagespace.tensor.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A copy of an OpenCLIP checkpoint, stored as float32, in which one channel behind every norm is
 * some times as large, and read with weights as many times as small: the same vectors in float32,
 * and activations as trained networks have them and random ones never do.
 */
final class OutlierChannels {
  private static final int CHANNEL = 5;

  private OutlierChannels() {}

  static Path copy(Path model, Path to, float factor) throws IOException {
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(model.relativize(file)));
      }
    }
    for (StoredTensor tensor :
        Safetensors.open(to.resolve("open_clip_model.safetensors")).tensors().values()) {
      if (tensor.name().matches(".*\\.ln_[12]\\.(weight|bias)")) {
        scale(tensor, CHANNEL, factor);
      } else if (tensor.name().matches(".*\\.(attn\\.in_proj_weight|mlp\\.c_fc\\.weight)")) {
        long width = tensor.shape().get(1);
        for (long row = 0; row < tensor.shape().get(0); row++) {
          scale(tensor, row * width + CHANNEL, 1 / factor);
        }
      }
    }
    return to;
  }

  private static void scale(StoredTensor tensor, long element, float factor) throws IOException {
    long position = tensor.offset() + element * Float.BYTES;
    ByteBuffer value = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file =
        FileChannel.open(
            tensor.file().path().toRealPath(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.read(value, position);
      value.putFloat(0, factor * value.getFloat(0)).rewind();
      file.write(value, position);
    }
  }
}
