package dev.imagespace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ModelStore;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.model.PublishedModel;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that OpenCLIP 3.3.0 publishes, at its true size, by names and shapes. */
class PublishedArchitectureTests {
  private static final int PAIRS = 196;

  static Stream<String> architectures() {
    return ModelStore.published().stream().map(PublishedModel::architecture).distinct();
  }

  @Test
  void aNetworkIsBuiltForEveryPair() {
    List<PublishedModel> pairs = ModelStore.published();

    assertThat(pairs).hasSize(PAIRS).allMatch(PublishedModel::isCovered);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyTensorOfThePeerHasItsPlaceAndItsShape(String architecture) {
    TensorSource published = PublishedShapes.of(architecture);
    Weights weights = new Weights(published, Weights.Naming.asIs());

    OpenClipLayout.towers(configuration(architecture), nowhere(architecture), weights);

    weights.requireNoneLeft(IgnoredTensors::contain);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void asManyNumbersAreCountedAsThePeerHas(String architecture) {
    TensorSource published = PublishedShapes.of(architecture);
    long ofTheLoss = elements(published, name -> name.startsWith("logit_"));
    long ofCaptions = elements(published, name -> name.startsWith("text_decoder."));
    long countsOfBatches =
        published.tensors().keySet().stream().filter(name -> name.endsWith(".running_var")).count();

    assertThat(PublishedArchitecture.of(architecture).parameters())
        .isEqualTo(
            PublishedShapes.numbers(architecture) - ofTheLoss - ofCaptions - countsOfBatches);
  }

  private static long elements(TensorSource source, Predicate<String> counted) {
    return source.tensors().values().stream()
        .filter(tensor -> counted.test(tensor.name()))
        .mapToLong(StoredTensor::elements)
        .sum();
  }

  private static JsonConfig configuration(String architecture) {
    return JsonConfig.resource(OpenClipText.class, "architectures.json").object(architecture);
  }

  private static ModelDirectory nowhere(String name) {
    return new ModelDirectory(name, Path.of("nowhere"));
  }
}
