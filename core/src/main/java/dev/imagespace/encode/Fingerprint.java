package dev.imagespace.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over everything that decides a vector. Weights count by name, shape and float32 value, so
 * that a copy in shards, in the other file format or in a wider type is the same model.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Checkpoint checkpoint, Precision precision) {
    MessageDigest digest = sha256();
    digest.update(checkpoint.configuration().getBytes(UTF_8));
    digest.update(checkpoint.preprocessing().toString().getBytes(UTF_8));
    digest.update(checkpoint.tokenizer().fingerprint().getBytes(UTF_8));
    if (precision != Precision.FLOAT32) {
      digest.update(precision.name().getBytes(UTF_8));
    }
    TensorSource source = checkpoint.weights().source();
    List<StoredTensor> used = checkpoint.weights().used();
    try {
      List<byte[]> tensors = used.parallelStream().map(tensor -> of(source, tensor)).toList();
      tensors.forEach(digest::update);
    } catch (InternalError e) {
      throw CheckedProgram.unreadable(e);
    }
    used.stream().map(StoredTensor::file).distinct().forEach(StoredFile::requireSame);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] of(TensorSource source, StoredTensor tensor) {
    MessageDigest digest = sha256();
    digest.update((tensor.name() + tensor.shape()).getBytes(UTF_8));
    Float32Values.read(source, tensor, digest::update);
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
