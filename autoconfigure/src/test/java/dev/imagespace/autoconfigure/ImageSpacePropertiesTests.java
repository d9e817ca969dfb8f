package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagespace.EmptyItemPolicy;
import dev.imagespace.InvalidSpaceParamException;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ImageSpacePropertiesTests {

  @Test
  void defaultsAreThoseOfSuperlinkedAndOfCore() {
    ImageSpaceProperties properties = bind(Map.of());
    assertThat(properties.enabled()).isTrue();
    assertThat(properties.model()).isEqualTo("clip-ViT-B-32");
    assertThat(properties.modelHandler()).isEqualTo(ModelHandler.SENTENCE_TRANSFORMERS);
    assertThat(properties.modelCacheDir()).isNull();
    assertThat(properties.execution()).isEqualTo(Execution.defaults());
    assertThat(properties.warmUpTowers()).isEqualTo(Towers.NONE);
    assertThat(properties.emptyItem()).isEqualTo(EmptyItemPolicy.REJECT);
    assertThat(properties.image().policy()).isEqualTo(ImagePolicy.VISUAL);
    assertThat(properties.image().pixelRules()).isEqualTo(PixelRules.defaults());
    assertThat(properties.image().toLoading()).isEqualTo(ImageLoading.defaults());
  }

  @Test
  void everyPropertyBinds() {
    ImageSpaceProperties properties =
        bind(
            Map.ofEntries(
                Map.entry("imagespace.enabled", "false"),
                Map.entry("imagespace.model", "laion/some-model"),
                Map.entry("imagespace.model-handler", "open-clip"),
                Map.entry("imagespace.model-cache-dir", "models"),
                Map.entry("imagespace.backend", "pytorch"),
                Map.entry("imagespace.text-model", "clip-texts"),
                Map.entry("imagespace.text-language", "fra_Latn"),
                Map.entry("imagespace.device", "cuda:1"),
                Map.entry("imagespace.processors", "2"),
                Map.entry("imagespace.threads", "3"),
                Map.entry("imagespace.precision", "int8"),
                Map.entry("imagespace.precision-check", "false"),
                Map.entry("imagespace.low-memory", "true"),
                Map.entry("imagespace.spinning", "true"),
                Map.entry("imagespace.warm-up", "image"),
                Map.entry("imagespace.release-after", "10m"),
                Map.entry("imagespace.batching.pictures", "24"),
                Map.entry("imagespace.batching.texts", "64"),
                Map.entry("imagespace.batching.queue", "100"),
                Map.entry("imagespace.batching.deadline", "3s"),
                Map.entry("imagespace.empty-item", "zero-vector"),
                Map.entry("imagespace.image.policy", "reference"),
                Map.entry("imagespace.image.alpha", "drop"),
                Map.entry("imagespace.image.resize", "torchvision"),
                Map.entry("imagespace.image.resize-order", "pillow12"),
                Map.entry("imagespace.image.decode", "fast"),
                Map.entry("imagespace.image.max-pixels", "1000000"),
                Map.entry("imagespace.image.max-side", "2000"),
                Map.entry("imagespace.image.max-bytes", "3MB"),
                Map.entry("imagespace.image.max-frames", "1"),
                Map.entry("imagespace.image.max-memory", "100MB"),
                Map.entry("imagespace.image.deadline", "2s"),
                Map.entry("imagespace.image.max-stuck-decoders", "7"),
                Map.entry("imagespace.image.allowed-directories", "pictures,/srv/more"),
                Map.entry("imagespace.image.url.enabled", "true"),
                Map.entry("imagespace.image.url.http", "true"),
                Map.entry("imagespace.image.url.allowed-hosts", "example.org,*.example.org"),
                Map.entry("imagespace.image.url.allowed-ports", "80,443,8443"),
                Map.entry("imagespace.image.url.connect-timeout", "1s"),
                Map.entry("imagespace.image.url.read-timeout", "2s"),
                Map.entry("imagespace.image.url.total-timeout", "3s"),
                Map.entry("imagespace.text.max-length", "5000")));
    assertThat(properties)
        .usingRecursiveComparison()
        .ignoringFields("image")
        .isEqualTo(
            new ImageSpaceProperties(
                false,
                "laion/some-model",
                ModelHandler.OPEN_CLIP,
                "clip-texts",
                "fra_Latn",
                "models",
                null,
                new ImageSpaceProperties.Hub(
                    null,
                    null,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    4,
                    HubSettings.WeightFetch.BACKGROUND),
                "pytorch",
                "cuda:1",
                2,
                3,
                Precision.INT8,
                false,
                true,
                true,
                "image",
                Duration.ofMinutes(10),
                new ImageSpaceProperties.Batches(24, 64, 100, Duration.ofSeconds(3)),
                EmptyItemPolicy.ZERO_VECTOR,
                properties.image(),
                new ImageSpaceProperties.Text(5000)));
    assertThat(properties.execution())
        .isEqualTo(
            new Execution(
                "pytorch",
                "cuda:1",
                2,
                3,
                Precision.INT8,
                false,
                true,
                true,
                Duration.ofMinutes(10),
                new Batching(24, 64, 100, Duration.ofSeconds(3)),
                5000));
    assertThat(properties.warmUpTowers()).isEqualTo(Towers.IMAGE);
    assertThat(properties.image().policy()).isEqualTo(ImagePolicy.REFERENCE);
    assertThat(properties.image().pixelRules())
        .isEqualTo(
            new PixelRules(
                PixelRules.Alpha.DROP,
                PixelRules.Resize.TORCHVISION,
                PixelRules.ResizeOrder.PILLOW12,
                PixelRules.Decode.FAST));
    assertThat(properties.image().toLoading())
        .isEqualTo(
            ImageLoading.builder()
                .limits(new ImageLimits(1_000_000, 2_000, 3 << 20, 1))
                .deadline(Duration.ofSeconds(2))
                .allowedDirectories(List.of(Path.of("pictures"), Path.of("/srv/more")))
                .urls(
                    UrlPolicy.builder()
                        .enabled(true)
                        .http(true)
                        .allowedHosts(List.of("example.org", "*.example.org"))
                        .allowedPorts(Set.of(80, 443, 8443))
                        .connectTimeout(Duration.ofSeconds(1))
                        .readTimeout(Duration.ofSeconds(2))
                        .totalTimeout(Duration.ofSeconds(3))
                        .build())
                .build());
    assertThat(properties.image().maxMemory()).isEqualTo(DataSize.ofMegabytes(100));
    assertThat(properties.image().maxStuckDecoders()).isEqualTo(7);
  }

  @Test
  void whatNoPropertyBoundsIsSharedWithTheJvm() {
    assertThat(bind(Map.of()).resources()).isSameAs(Resources.shared());
    Resources own = bind(Map.of("imagespace.image.max-memory", "100MB")).resources();
    assertThat(own).isNotSameAs(Resources.shared());
    assertThat(own.maxMemory()).isEqualTo(100L << 20);
    assertThat(own.processors()).isNull();
  }

  @Test
  void processorsThatAreGrantedAreThoseOfAllSpaces() {
    Resources granted = bind(Map.of("imagespace.processors", "1")).resources();
    assertThat(granted.processors()).isEqualTo(1);
    assertThat(granted.others()).isSameAs(Resources.shared());
    assertThatExceptionOfType(InvalidSpaceParamException.class)
        .isThrownBy(() -> bind(Map.of("imagespace.processors", "0")).resources())
        .withMessageContaining("imagespace.processors");
  }

  @ParameterizedTest
  @CsvSource({"true,BOTH", "false,NONE", "Both,BOTH", "TEXT,TEXT"})
  void warmUpWasOnceWhetherAndIsNowWhich(String value, Towers towers) {
    assertThat(bind(Map.of("imagespace.warm-up", value)).warmUpTowers()).isEqualTo(towers);
  }

  @Test
  void anUnknownHandlerIsRefused() {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> bind(Map.of("imagespace.model-handler", "transformers")))
        .withMessageContaining("imagespace.model-handler");
  }

  private static ImageSpaceProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("imagespace", ImageSpaceProperties.class);
  }
}
