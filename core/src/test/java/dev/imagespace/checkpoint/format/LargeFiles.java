package dev.imagespace.checkpoint.format;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.mutation.Subject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Files that are one thing again and again, to lengths around what is read of them. */
public final class LargeFiles implements Subject {
  private static final int[] MEGABYTES = {1, 3, 15, 17, 99};

  /** It is made in memory. */
  private static final int LARGEST_PICKLE = 20_000_000;

  @Override
  public void write(RandomGenerator random, Path directory) throws IOException {
    int bytes = MEGABYTES[random.nextInt(MEGABYTES.length)] * 1_000_000;
    int which = random.nextInt(9);
    Path config = directory.resolve("open_clip_config.json");
    Path weights = directory.resolve("open_clip_model.safetensors");
    Path pickle = directory.resolve("open_clip_pytorch_model.bin");
    Files.writeString(
        config, "{\"model_cfg\":{\"embed_dim\":8,\"vision_cfg\":{},\"text_cfg\":{}}}");
    switch (which) {
      case 0 -> header(weights, bytes, "{\"", i -> "a", "\":{\"dtype\":\"F32\"}}");
      case 1 -> header(weights, bytes, "{\"a\":{\"shape\":[", i -> "1,", "1]}}");
      case 2 -> header(weights, bytes, "{\"__metadata__\":{\"a\":\"", i -> "b", "\"}}");
      case 3 -> header(weights, bytes, "{\"a\":", i -> "[", "");
      case 4 -> header(weights, bytes, "{", LargeFiles::tensor, tensor(-1).replace(',', ' ') + "}");
      case 5 -> repeated(config, bytes, "[", i -> "1,", "1]");
      case 6 -> repeated(config, bytes, "{\"model_cfg\":[", i -> "{},", "{}]}");
      case 7 -> archive(pickle, bytes, ']');
      default -> archive(pickle, bytes, '}', 'K', 1, 'K', 1, 's');
    }
  }

  private static String tensor(int number) {
    return "\"%08x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},".formatted(number);
  }

  private static void header(
      Path file, int bytes, String begin, IntFunction<String> part, String end) throws IOException {
    repeated(file, bytes, "12345678" + begin, part, end);
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(length.putLong(0, channel.size() - Long.BYTES));
    }
  }

  private static void repeated(
      Path file, int bytes, String begin, IntFunction<String> part, String end) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      for (int i = 0, written = 0; written < bytes; i++) {
        byte[] piece = part.apply(i).getBytes(StandardCharsets.UTF_8);
        out.write(piece);
        written += piece.length;
      }
      out.write(end.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void archive(Path file, int bytes, int... operations) throws IOException {
    MadePickle pickle = new MadePickle();
    for (int i = 0; i < Math.min(bytes, LARGEST_PICKLE) / operations.length; i++) {
      pickle.op(operations);
    }
    Files.write(file, PickleMutations.archive(pickle.end()));
  }

  @Override
  public void open(Path directory) {
    Checkpoint.open(new ModelDirectory("large", directory), ModelHandler.OPEN_CLIP);
  }
}
