package dev.imagespace.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Precision;
import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
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
    try {
      for (Weights weights : checkpoint.allWeights()) {
        TensorSource source = weights.source();
        List<StoredTensor> used = weights.used();
        List<byte[]> tensors = used.parallelStream().map(tensor -> of(source, tensor)).toList();
        tensors.forEach(digest::update);
      }
    } catch (InternalError e) {
      throw CheckedProgram.unreadable(e);
    }
    checkpoint.used().stream().map(StoredTensor::file).distinct().forEach(StoredFile::requireSame);
    return HexFormat.of().formatHex(digest.digest());
  }

  static CanonicalText settings(Checkpoint checkpoint, Precision precision) {
    CanonicalText settings =
        CanonicalText.of("model")
            .with("image", checkpoint.imageTower().configuration())
            .with("text", checkpoint.textTower().configuration())
            .with("preprocessing", pixels(checkpoint.preprocessing()))
            .with("tokenizer", checkpoint.tokenizer().fingerprint())
            .withUnless(Precision.FLOAT32, "precision", precision);
    if (!checkpoint.head().isNone()) {
      settings.with("head", checkpoint.head().canonical());
    }
    List<String> computed =
        checkpoint.allWeights().stream()
            .flatMap(weights -> weights.computed().stream())
            .map(weight -> weight.name() + weight.shape())
            .distinct()
            .sorted()
            .toList();
    for (int i = 0; i < computed.size(); i++) {
      settings.with("computed." + i, computed.get(i));
    }
    return settings;
  }

  private static CanonicalText pixels(PreprocessConfig config) {
    return CanonicalText.of("pixels")
        .with("height", config.height())
        .with("width", config.width())
        .withFloats("mean", config.mean())
        .withFloats("std", config.std())
        .with("interpolation", config.interpolation())
        .with("resize", config.resizeMode())
        .withUnless(0, "fill", config.fill())
        .with("peer", config.peer())
        .withUnless(
            Math.min(config.height(), config.width()), "shortest-edge", config.shortestEdge())
        .withUnless(0, "longest-edge", config.longestEdge())
        .withUnless(config.height(), "squashed-height", config.squashed().height())
        .withUnless(config.width(), "squashed-width", config.squashed().width());
  }

  private static byte[] of(TensorSource source, StoredTensor tensor) {
    MessageDigest digest = Sha256.digest();
    digest.update((tensor.name() + tensor.shape()).getBytes(UTF_8));
    Float32Values.read(source, tensor, digest::update);
    return digest.digest();
  }
}
