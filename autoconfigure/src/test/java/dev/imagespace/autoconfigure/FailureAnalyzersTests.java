package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.imagespace.InvalidSpaceParamException;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.PrecisionRefusedException;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandlerMismatchException;
import dev.imagespace.model.ModelNotFoundException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

/** What each analyzer says, found and made as Spring Boot does. */
class FailureAnalyzersTests {

  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void aMissingModelNamesTheModelAndTheCache() {
    environment.setProperty("imagespace.model", "clip-ViT-B-33");
    FailureAnalysis analysis = analyze(new ModelNotFoundException("No such model."));
    assertThat(analysis.getDescription())
        .contains("No such model.", "imagespace.model", "clip-ViT-B-33", "(not set)", "Origin:");
    assertThat(analysis.getAction()).contains("imagespace.model", "imagespace.model-cache-dir");
  }

  @Test
  void aWrongHandlerNamesTheOther() {
    assertThat(analyze(new ModelHandlerMismatchException("Other files.")).getAction())
        .contains("imagespace.model-handler=open-clip");
    environment.setProperty("imagespace.model-handler", "OPEN_CLIP");
    assertThat(analyze(new ModelHandlerMismatchException("Other files.")).getAction())
        .contains("imagespace.model-handler=sentence-transformers");
  }

  @Test
  void anUnusableCacheNamesItsProperty() {
    environment.setProperty("imagespace.model-cache-dir", "/read-only");
    FailureAnalysis analysis = analyze(new ModelCacheException("Not writable."));
    assertThat(analysis.getDescription()).contains("Not writable.", "/read-only");
    assertThat(analysis.getAction()).contains("imagespace.model-cache-dir");
  }

  @Test
  void aFileSystemThatRunsNoCodeIsNamedWithWhatAContainerNeeds() {
    FailureAnalysis analysis =
        analyze(
            new EngineUnavailableException(
                "/tmp lies on a file system that lets no code run (mounted 'noexec'). Set"
                    + " 'imagespace.native-dir' to another.",
                null));
    assertThat(analysis.getDescription()).contains("mounted 'noexec'");
    assertThat(analysis.getAction()).contains("--tmpfs /natives:exec", "imagespace.native-dir");
  }

  @Test
  void anArchiveWithoutAnEngineNamesTheDependencyToAdd() {
    assertThat(
            analyze(
                    new EngineUnavailableException(
                        "No backend on the class path runs FLOAT32 on device 'cpu', which has:"
                            + " none.",
                        null))
                .getAction())
        .contains("<artifactId>imagespace-onnx</artifactId>", "imagespace-pytorch")
        .contains("runtimeOnly(\"dev.imagespace:imagespace-onnx\")");
  }

  @Test
  void aRefusedPrecisionNamesItsProperty() {
    environment.setProperty("imagespace.precision", "int8");
    FailureAnalysis analysis = analyze(new PrecisionRefusedException("The cosine is 0.98."));
    assertThat(analysis.getDescription()).contains("The cosine is 0.98.", "int8");
    assertThat(analysis.getAction()).contains("imagespace.precision");
  }

  @Test
  void anInvalidCheckpointAsksForAnother() {
    FailureAnalysis analysis = analyze(new InvalidCheckpointException("Header is cut short."));
    assertThat(analysis.getDescription()).contains("Header is cut short.");
    assertThat(analysis.getAction()).contains("imagespace.model", "safetensors");
  }

  @Test
  void wrongParametersAreNamedAsTheyAre() {
    FailureAnalysis analysis = analyze(new InvalidSpaceParamException("Two schemas were given."));
    assertThat(analysis.getDescription()).contains("Two schemas were given.");
    assertThat(analysis.getAction()).contains("imagespace.*");
  }

  @Test
  void anEngineThatFailsWithItsLibraryThereNamesWhatElseItNeeds() {
    FailureAnalysis analysis =
        analyze(new EngineUnavailableException("Cannot extract.", new UnsatisfiedLinkError()));
    assertThat(analysis.getDescription()).contains("Cannot extract.");
    assertThat(analysis.getAction())
        .contains("pytorch-jni", "imagespace.device")
        .doesNotContain("<dependency>");
  }

  @Test
  void whereThereIsNoPyTorchItsLibrariesAreNotAskedFor() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new FilteredClassLoader(new ClassPathResource("pytorch-engine.properties")));
    try {
      assertThat(analyze(new EngineUnavailableException("No library for riscv64.", null)))
          .extracting(FailureAnalysis::getAction, as(STRING))
          .contains("imagespace-pytorch")
          .doesNotContain("pytorch-native-cpu", "pytorch-jni");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void anEngineThatNamesAPropertyIsNotToldAboutLibraries() {
    FailureAnalysis analysis =
        analyze(
            new EngineUnavailableException(
                "The backend 'onnx' runs on the CPU. Set 'imagespace.backend=pytorch'.", null));
    assertThat(analysis.getDescription()).contains("imagespace.backend=pytorch");
    assertThat(analysis.getAction()).contains("property").doesNotContain("pytorch-jni");
  }

  @Test
  void aDirectoryThatTakesNoNativeLibraryNamesThePropertyAndWhy() {
    String said =
        "The native library 'onnxruntime' cannot be unpacked to /cache: it lies on a file system"
            + " that lets no code run (mounted 'noexec'). Set 'imagespace.native-dir' to another.";
    FailureAnalysis analysis = analyze(new EngineUnavailableException(said, null));
    assertThat(analysis.getDescription()).contains("noexec", "imagespace.native-dir");
    assertThat(analysis.getAction()).contains("property").doesNotContain("pytorch-jni");
  }

  private FailureAnalysis analyze(RuntimeException failure) {
    ConfigurationPropertySources.attach(environment);
    Throwable atStart = new BeanCreationException("imageSpace", "Factory method failed", failure);
    // Some of Boot's own analyzers need classes of the web, or a bean factory.
    FailureHandler skipOthers = (type, name, reason) -> {};
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(
            FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment), skipOthers)
        .stream()
        .filter(analyzer -> analyzer.getClass().getName().startsWith("dev.imagespace"))
        .map(analyzer -> analyzer.analyze(atStart))
        .filter(Objects::nonNull)
        .reduce(
            (first, second) -> {
              throw new AssertionError("Two analyses of one failure");
            })
        .orElseThrow();
  }
}
