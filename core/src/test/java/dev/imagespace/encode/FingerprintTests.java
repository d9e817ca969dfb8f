package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Precision;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Weights;
import dev.imagespace.testing.Goldens;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collections are stored under these digits: a change here makes each of them foreign. */
class FingerprintTests {

  @ParameterizedTest
  @CsvSource({
    "SENTENCE_TRANSFORMERS, st-tiny-vit, 49668c46c3c1132427a9ffe4d876c0a0b619fecbbeb570ed53d4a97fe98d86b4",
    "SENTENCE_TRANSFORMERS, hf-plain-gelu, 23634a2b9d9bceb95776e31bf95b84105908922a93441505903f264902b63d10",
    "SENTENCE_TRANSFORMERS, hf-plain-legacy-eos2, e29cd2baf9f2a8781713fd735a36e06b951f8dd3c5150aabc2fe0943bc7225ba",
    "OPEN_CLIP, openclip-tiny-vit, fb00a9323e974e3120731148cf66e909312344bfbe5c0bb6b239cc5783973f80",
    "OPEN_CLIP, openclip-tiny-vit-bin, fb00a9323e974e3120731148cf66e909312344bfbe5c0bb6b239cc5783973f80",
    "OPEN_CLIP, openclip-tiny-vit-quickgelu, 1a02d125abd3d16cfe7b77d7c02b3fbf3230319d1dbd5bb8bb64f4942fe38c50",
    "OPEN_CLIP, openclip-tiny-rn, 3bf3b9657b55a7fa9ea2f6bc42fa4e504c97e464cadf407c464b47abfeec9c07",
    "OPEN_CLIP, mini, 418ddb5a8589775addcf3254b310252b15c0387ece11bdde9e8ef74b7b8fa8be"
  })
  void everyGoldenCheckpointKeepsItsFingerprint(
      ModelHandler handler, String model, String fingerprint) {
    assertThat(ModelFingerprint.of(open(model, handler), Precision.FLOAT32)).isEqualTo(fingerprint);
  }

  @Test
  void itsSettingsAreThose() {
    Checkpoint checkpoint = open("openclip-tiny-vit", ModelHandler.OPEN_CLIP);
    assertThat(ModelFingerprint.settings(checkpoint, Precision.INT8))
        .hasToString(
            """
            imagespace 1 model
            image=vit
            image.block=residual
            image.block.activation=gelu
            image.block.epsilon=0x1.4f8b588e368f1p-17
            image.block.heads=4
            image.block.mlp=256
            image.block.width=64
            image.dimension=48
            image.image=pixels
            image.image.height=64
            image.image.width=64
            image.layers=3
            image.patch=16
            precision=int8
            preprocessing=pixels
            preprocessing.height=64
            preprocessing.interpolation=bicubic
            preprocessing.mean=0x1.ed0274p-2 0x1.d4d0bcp-2 0x1.a201fep-2
            preprocessing.peer=open-clip
            preprocessing.resize=shortest
            preprocessing.std=0x1.1313ap-2 0x1.0b92e8p-2 0x1.1a655p-2
            preprocessing.width=64
            text=text-transformer
            text.block=residual
            text.block.activation=gelu
            text.block.epsilon=0x1.4f8b588e368f1p-17
            text.block.heads=4
            text.block.mlp=128
            text.block.width=32
            text.context=77
            text.dimension=48
            text.end-of-text=largest-id
            text.layers=3
            text.vocabulary=49408
            tokenizer=e1b94c36d727d827b423b24cf01479cd0ea1e2d4b339eac9c7acf684e6296df0
            """);
  }

  @Test
  void aComputedWeightCountsByItsRuleAndWhatItIsComputedFrom() {
    String stored = fingerprintWith(checkpoint -> {});
    String twice = fingerprintWith(checkpoint -> compute(checkpoint, "twice", "ln_final.weight"));

    assertThat(twice)
        .isNotEqualTo(stored)
        .isEqualTo(fingerprintWith(checkpoint -> compute(checkpoint, "twice", "ln_final.weight")))
        .isNotEqualTo(
            fingerprintWith(checkpoint -> compute(checkpoint, "thrice", "ln_final.weight")))
        .isNotEqualTo(fingerprintWith(checkpoint -> compute(checkpoint, "twice", "ln_final.bias")));
  }

  private static void compute(Checkpoint checkpoint, String rule, String input) {
    Weights weights = checkpoint.weights();
    weights.computed(rule, List.of(weights.get(input, 32)), inputs -> new float[32], 32);
  }

  private static String fingerprintWith(Consumer<Checkpoint> change) {
    Checkpoint checkpoint = open("openclip-tiny-vit", ModelHandler.OPEN_CLIP);
    change.accept(checkpoint);
    return ModelFingerprint.of(checkpoint, Precision.FLOAT32);
  }

  private static Checkpoint open(String model, ModelHandler handler) {
    return Checkpoint.open(new ModelDirectory(model, Goldens.model(model)), handler);
  }
}
