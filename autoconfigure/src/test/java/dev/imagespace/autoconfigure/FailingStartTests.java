package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

/** What is read on a console where a setting is wrong: the cause, and no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class FailingStartTests {

  private static final String CACHE = "--imagespace.model-cache-dir=";

  @Test
  void aModelThatTheCacheLacksOfflineNamesWhereItWasLookedFor(CapturedOutput console) {
    startFails(
        "--imagespace.model=clip-ViT-B-33",
        "--imagespace.offline=true",
        CACHE + Goldens.file("superlinked/cache"));
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "could not fetch its model", "clip-ViT-B-33")
        .contains("imagespace.offline=false")
        .contains(Goldens.file("superlinked/cache").toString(), "imagespace.model-cache-dir")
        .doesNotContain("\tat ");
  }

  @Test
  void aHubThatIsNotThereIsNamedAndTheTokenIsNot(CapturedOutput console, @TempDir Path cache) {
    startFails(
        "--imagespace.model=clip-ViT-B-33",
        "--imagespace.offline=false",
        "--imagespace.hub.endpoint=http://127.0.0.1:1",
        "--imagespace.hub.start-timeout=2s",
        "--imagespace.hub.token=hf_secret",
        CACHE + cache);
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "could not fetch its model")
        .contains("http://127.0.0.1:1", "imagespace.hub.endpoint", "HTTPS_PROXY")
        .doesNotContain("hf_secret")
        .doesNotContain("\tat ");
  }

  @Test
  void aWrongHandlerNamesTheRightOne(CapturedOutput console) {
    startFails("--imagespace.model=" + Goldens.file("models/openclip-tiny-vit"));
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "imagespace.model-handler=open-clip")
        .doesNotContain("\tat ");
  }

  @Test
  void aCacheThatIsAFileIsNamed(CapturedOutput console, @TempDir Path directory)
      throws IOException {
    Path file = Files.createFile(directory.resolve("cache"));
    startFails(CACHE + file);
    assertThat(console)
        .contains("APPLICATION FAILED TO START", file.toString(), "imagespace.model-cache-dir")
        .doesNotContain("\tat ");
  }

  @Test
  void weightsThatAreCutShortAreNamed(CapturedOutput console, @TempDir Path directory)
      throws IOException {
    for (String name : new String[] {"open_clip_config.json", "tokenizer.json"}) {
      Files.copy(Goldens.file("models/openclip-tiny-vit/" + name), directory.resolve(name));
    }
    Files.write(directory.resolve("open_clip_model.safetensors"), new byte[3]);
    startFails("--imagespace.model=" + directory, "--imagespace.model-handler=open-clip");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "cannot run it", "open_clip_model.safetensors")
        .doesNotContain("\tat ");
  }

  @Test
  void aWrongNumberOfThreadsIsNamed(CapturedOutput console) {
    startFails("--imagespace.threads=0");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "0 threads", "imagespace.threads")
        .doesNotContain("\tat ");
  }

  @Test
  void aTowerToWarmUpThatThereIsNotIsNamed(CapturedOutput console) {
    startFails(
        "--imagespace.model=" + Goldens.file("models/openclip-tiny-vit"),
        "--imagespace.model-handler=open-clip",
        "--imagespace.warm-up=yes");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "'imagespace.warm-up' is 'yes'")
        .contains("none, text, image or both")
        .doesNotContain("\tat ");
  }

  @Test
  void aPropertyThatNothingReadsIsToldWithTheNearestName(CapturedOutput console) {
    startFails("--imagespace.modle=mini", "--imagespace.image.url.allowed-host[0]=example.org");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "Property: imagespace.modle", "Origin: ")
        .contains("imagespace.modle: is 'imagespace.model' meant?")
        .contains("is 'imagespace.image.url.allowed-hosts' meant?")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "image.max-pixels, 0",
    "image.max-side, -1",
    "image.max-bytes, 0B",
    "image.max-frames, 0",
    "image.max-memory, 0B",
    "image.max-stuck-decoders, 0",
    "image.deadline, 0s",
    "image.allowed-directories, '  ,'",
    "image.url.connect-timeout, -1s",
    "image.url.read-timeout, 0s",
    "image.url.total-timeout, 0s",
    "image.url.allowed-ports, 70000",
    "image.url.allowed-hosts, a b",
    "text.max-length, 0",
    "batching.pictures, 0",
    "batching.deadline, 0s",
    "release-after, 0s",
    "processors, 0",
    "backend, tensorflow",
    "backend, ' '",
    "device, gpu"
  })
  void aSettingThatCannotBeIsNamedAsTheApplicationWritesIt(
      String property, String value, CapturedOutput console) {
    startFails(
        "--imagespace.model=sl-tiny",
        CACHE + Goldens.file("superlinked/cache"),
        "--imagespace.%s=%s".formatted(property, value));
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "imagespace." + property)
        .doesNotContain("\tat ");
  }

  @Test
  void aGpuThatIsNotThereIsNamedAtTheStart(CapturedOutput console) {
    startFails(
        "--imagespace.model=sl-tiny",
        CACHE + Goldens.file("superlinked/cache"),
        "--imagespace.device=cuda:7");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "on device 'cuda:7'", "'imagespace.device'")
        .contains("NVIDIA GPU", "pytorch-native-cu128")
        .doesNotContain("\tat ");
  }

  @Test
  void aCacheOfANameThatNoDirectoryCanHaveIsNamed(CapturedOutput console) {
    startFails(CACHE + "/tmp/a\0b");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "'imagespace.model-cache-dir' is '/tmp/a\uFFFDb'")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint=ftp://mirror",
        "endpoint=https://me:secret@mirror",
        "connections=0",
        "start-timeout=0s"
      })
  void aSettingOfTheHubThatCannotBeIsNamed(String setting, CapturedOutput console) {
    startFails("--imagespace.hub." + setting);
    assertThat(console)
        .contains("APPLICATION FAILED TO START")
        .contains("imagespace.hub." + setting.substring(0, setting.indexOf('=')))
        .doesNotContain("secret")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingNativeLibraryNamesTheDependencyToAdd(CapturedOutput console) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // DJL looks for its natives by the context class loader.
    thread.setContextClassLoader(
        new FilteredClassLoader(new ClassPathResource("native/lib/pytorch.properties")));
    try {
      startFails("--imagespace.model=sl-tiny", CACHE + Goldens.file("superlinked/cache"));
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "<artifactId>pytorch-native-cpu</artifactId>")
        .contains("runtimeOnly(\"ai.djl.pytorch:pytorch-native-cpu:")
        .doesNotContain("\tat ");
  }

  private static void startFails(String... arguments) {
    assertThatException()
        .isThrownBy(
            () ->
                new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments)
                    .close());
  }

  @EnableAutoConfiguration
  static class Application {}
}
