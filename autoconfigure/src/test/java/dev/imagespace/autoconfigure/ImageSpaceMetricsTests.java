package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is measured, under which names, and that nothing of the content is among them. */
class ImageSpaceMetricsTests {
  private static final String TEXT = "a very private text";

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceMetricsAutoConfiguration.class,
                  ImageSpaceObservationAutoConfiguration.class,
                  ImageSpaceAutoConfiguration.class,
                  ImageSpaceEmbeddingModelAutoConfiguration.class))
          .withPropertyValues("imagespace.model=" + Goldens.file("models/st-tiny-vit"));

  @Test
  void metersHaveTheNamesAndKeysOfTheirDocumentation() {
    context
        .withBean(SimpleMeterRegistry.class)
        .run(
            app -> {
              MeterRegistry registry = app.getBean(MeterRegistry.class);
              app.getBeansOfType(MeterBinder.class).values().forEach(b -> b.bindTo(registry));
              ImageSpace space = app.getBean(ImageSpace.class);
              space.embedTexts(List.of(TEXT), Normalization.L2);
              space.embed(
                  ImageData.of(ImageSource.of(Goldens.file("superlinked/images/red-circle.png"))));
              space.embedEach(
                  List.of(ImageData.of(ImageSource.ofBase64("AAAA"))), Normalization.L2);

              for (Meter meter : registry.getMeters()) {
                assertThat(keys(meter)).isEqualTo(documentedKeys(meter.getId().getName()));
              }
              assertThat(registry.get("imagespace.pictures").tags("outcome", "success").timer())
                  .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
              assertThat(registry.get("imagespace.pictures").tags("outcome", "unsupported").timer())
                  .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
              assertThat(registry.get("imagespace.weights.memory").gauge().value()).isPositive();
              assertThat(registry.get("imagespace.batches").tags("tower", "text").timer().count())
                  .isEqualTo(1);
              assertThat(values(registry)).noneMatch(value -> value.contains("private"));
            });
  }

  @Test
  void anEmbeddingIsObservedByTheKeyNamesOfSpringAi() {
    TestObservationRegistry registry = TestObservationRegistry.create();
    context
        .withBean(TestObservationRegistry.class, () -> registry)
        .run(
            app -> {
              app.getBean(ImageSpaceEmbeddingModel.class).embed(TEXT);

              TestObservationRegistryAssert.assertThat(registry)
                  .hasObservationWithNameEqualTo("gen_ai.client.operation")
                  .that()
                  .hasBeenStarted()
                  .hasBeenStopped()
                  .hasLowCardinalityKeyValue("gen_ai.operation.name", "embedding")
                  .hasLowCardinalityKeyValue("gen_ai.system", "imagespace")
                  .hasHighCardinalityKeyValue("gen_ai.request.embedding.dimensions", "40")
                  .hasHighCardinalityKeyValueWithKey("gen_ai.usage.input_tokens");
              assertThat(registry.getCurrentObservation()).isNull();
            });
  }

  @Test
  void withoutMicrometerThereAreNone() {
    context
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(app -> assertThat(app).hasNotFailed().hasSingleBean(ImageSpace.class));
  }

  @Test
  void theDashboardAsksForDocumentedMetersAlone() throws IOException {
    String dashboard = Files.readString(Goldens.file("../docs/guide/grafana-dashboard.json"));
    Set<String> known =
        Arrays.stream(ImageSpaceMeterDocumentation.values())
            .map(meter -> meter.getName().replace('.', '_'))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> asked =
        Pattern.compile("\\bimagespace_[a-z_]+")
            .matcher(dashboard)
            .results()
            .map(MatchResult::group)
            .map(name -> name.replaceAll("(_seconds|_bytes)?(_sum|_count|_max|_total)?$", ""))
            .toList();
    assertThat(asked).isNotEmpty();
    assertThat(known).containsAll(asked.stream().map(n -> nearest(n, known)).toList());
    assertThat(asked).allMatch(name -> known.contains(nearest(name, known)), "documented");
  }

  /** "…memory_max" ends as the maximum of a timer does. */
  private static String nearest(String name, Set<String> known) {
    return known.contains(name) ? name : name + "_max";
  }

  private static Set<String> keys(Meter meter) {
    return meter.getId().getTags().stream()
        .map(Tag::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> documentedKeys(String name) {
    return Arrays.stream(ImageSpaceMeterDocumentation.values())
        .filter(meter -> meter.getName().equals(name))
        .flatMap(meter -> Arrays.stream(meter.getKeyNames()))
        .map(KeyName::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> values(MeterRegistry registry) {
    return registry.getMeters().stream()
        .flatMap(meter -> meter.getId().getTags().stream())
        .map(Tag::getValue)
        .toList();
  }
}
