package dev.imagespace.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Precision;
import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over everything that decides a vector. Weights count by name, shape and float32 value, so
 * that a copy in shards, in the other file format or in a wider type is the same model. Those that
 * are computed count by their rule and by the stored ones that they are computed from.
 */
final class ModelFingerprint {

  private ModelFingerprint() {}

  static String of(Checkpoint checkpoint, Precision precision) {
    MessageDigest digest = Sha256.digest();
    digest.update(settings(checkpoint, precision).bytes());
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

  static CanonicalText settings(Checkpoint checkpoint, Precision precision) {
    CanonicalText settings =
        CanonicalText.of("model")
            .with("image", checkpoint.imageTower().configuration())
            .with("text", checkpoint.textTower().configuration())
            .with("preprocessing", checkpoint.preprocessing().canonical())
            .with("tokenizer", checkpoint.tokenizer().fingerprint())
            .withUnless(Precision.FLOAT32, "precision", precision);
    if (!checkpoint.head().isNone()) {
      settings.with("head", checkpoint.head().canonical());
    }
    List<String> computed =
        checkpoint.weights().computed().stream()
            .map(weight -> weight.name() + weight.shape())
            .distinct()
            .sorted()
            .toList();
    for (int i = 0; i < computed.size(); i++) {
      settings.with("computed." + i, computed.get(i));
    }
    return settings;
  }

  private static byte[] of(TensorSource source, StoredTensor tensor) {
    MessageDigest digest = Sha256.digest();
    digest.update((tensor.name() + tensor.shape()).getBytes(UTF_8));
    Float32Values.read(source, tensor, digest::update);
    return digest.digest();
  }
}
