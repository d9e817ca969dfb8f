package dev.imagespace.model.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelResolverTests {
  private static final HubSettings OFFLINE = HubSettings.fromEnvironment().withOffline(true);
  private static final Path CACHE = Goldens.path("superlinked/cache");

  private final Path temporary;

  ModelResolverTests(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void aDirectoryIsTakenAsItIs() {
    Path directory = Goldens.model("openclip-tiny-vit");

    assertThat(find(CACHE, directory.toString()).path()).isEqualTo(directory);
  }

  @Test
  void aNameIsFoundInACacheOfTheHuggingFaceTools() {
    ModelDirectory found = find(CACHE, "sl-tiny");

    assertThat(found.path()).endsWith(Path.of("snapshots", "0".repeat(39) + "1"));
    assertThat(found.has("modules.json")).isTrue();
  }

  @Test
  void aCommitIsARevisionToo() {
    String commit = "0".repeat(39) + "2";

    assertThat(find(CACHE, "hf-hub:slorg/sl-openclip-tiny@" + commit).path())
        .endsWith(Path.of(commit));
  }

  @Test
  void anUnknownNameSaysWhereItLooked() {
    assertThatThrownBy(() -> find(CACHE, "nobody/nothing"))
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("nobody/nothing@main")
        .hasMessageContaining(CACHE.toString())
        .hasMessageContaining("imagespace.offline");
  }

  @Test
  void aModelOfAJarIsExtractedOnce() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("one").toUri().toURL()}, null)) {
      Path first =
          withContext(
              loader, () -> find(temporary.resolve("cache"), "classpath:/some/model/").path());
      Path weights = first.resolve("open_clip_model.safetensors");
      assertThat(weights).hasContent("weights of one");
      Files.setLastModifiedTime(weights, FileTime.fromMillis(1000));

      Path second =
          withContext(
              loader, () -> find(temporary.resolve("cache"), "classpath:some/model").path());

      assertThat(second).isEqualTo(first);
      assertThat(Files.getLastModifiedTime(weights).toMillis()).isEqualTo(1000);
    }
  }

  @Test
  void anotherJarsModelOfTheSameNameIsAnotherDirectory() throws IOException {
    Path cache = temporary.resolve("cache");
    Path one;
    Path two;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("one").toUri().toURL()}, null)) {
      one = withContext(loader, () -> find(cache, "classpath:some/model").path());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("two").toUri().toURL()}, null)) {
      two = withContext(loader, () -> find(cache, "classpath:some/model").path());
    }

    assertThat(two).isNotEqualTo(one);
    assertThat(two.resolve("open_clip_model.safetensors")).hasContent("weights of two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "file:"})
  void noNameIsNotTheDirectoryThatOneIsIn(String model) {
    assertThatThrownBy(() -> find(CACHE, model))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'" + model + "'")
        .hasMessageContaining("imagespace.model");
  }

  @Test
  void aCacheThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> new ModelResolver(file, OFFLINE, download -> {}))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("imagespace.model-cache-dir");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    // A file where our directory belongs stands for every reason that writing may fail.
    Files.createDirectory(temporary.resolve("cache"));
    Files.createFile(temporary.resolve("cache/models--imagespace--some-model"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar("one").toUri().toURL()}, null)) {
      assertThatThrownBy(
              () ->
                  withContext(
                      loader, () -> find(temporary.resolve("cache"), "classpath:some/model")))
          .isInstanceOf(ModelCacheException.class)
          .hasMessageContaining("cannot be written")
          .hasMessageContaining("imagespace.model-cache-dir");
    }
  }

  @Test
  void aClassPathLocationWithoutAModelIsNamed() {
    assertThatThrownBy(() -> find(CACHE, "classpath:no/such/place"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("no/such/place");
  }

  @Test
  void miniWithoutItsJarNamesTheDependency() {
    assertThatThrownBy(() -> find(CACHE, "mini"))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("dev.imagespace:imagespace-model-mini");
  }

  private static ModelDirectory find(Path cache, String model) {
    return new ModelResolver(cache, OFFLINE, download -> {})
        .resolve(model, ModelHandler.SENTENCE_TRANSFORMERS);
  }

  private Path jar(String name) throws IOException {
    Path jar = temporary.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("some/model/open_clip_config.json"));
      out.write("{}".getBytes(UTF_8));
      out.putNextEntry(new JarEntry("some/model/open_clip_model.safetensors"));
      out.write(("weights of " + name).getBytes(UTF_8));
    }
    return jar;
  }

  private static <T> T withContext(ClassLoader loader, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
