package dev.imagespace.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedNativesTests {
  private final Path temporary;
  private final Path cache;

  UnpackedNativesTests(@TempDir Path temporary) {
    this.temporary = temporary;
    this.cache = temporary.resolve("not/there/yet");
  }

  @Test
  void theSecondStartFindsWhatTheFirstUnpacked() throws IOException {
    List<URL> libraries = jar("one.jar", "first");
    Path unpacked = UnpackedNatives.in(cache, libraries);
    Path marked = Files.writeString(unpacked.resolve("engine.so"), "still the one");

    assertThat(UnpackedNatives.in(cache, libraries)).isEqualTo(unpacked);
    assertThat(marked).hasContent("still the one");
    assertThat(unpacked.resolve("bridge.so")).hasContent("bridge of first");
  }

  @Test
  void anotherVersionHasAnotherDirectory() throws IOException {
    Path first = UnpackedNatives.in(cache, jar("one.jar", "first"));
    Path second = UnpackedNatives.in(cache, jar("two.jar", "second"));

    assertThat(first).isNotEqualTo(second);
    assertThat(second.resolve("engine.so")).hasContent("engine of second");
  }

  @Test
  void nothingIsLeftBesideTheDirectory() throws IOException {
    Path unpacked = UnpackedNatives.in(cache, jar("one.jar", "first"));

    try (Stream<Path> entries = Files.list(cache)) {
      assertThat(entries).containsExactly(unpacked);
    }
  }

  @Test
  void aCacheThatTakesNothingIsAnError() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no directory");

    assertThatThrownBy(() -> UnpackedNatives.in(file.resolve("cache"), jar("one.jar", "first")))
        .isInstanceOf(IOException.class);
  }

  private List<URL> jar(String name, String content) throws IOException {
    Path jar = temporary.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String library : List.of("engine", "bridge")) {
        out.putNextEntry(new JarEntry("native/" + library + ".so"));
        out.write((library + " of " + content).getBytes(UTF_8));
      }
    }
    String inside = "jar:" + jar.toUri() + "!/native/";
    return List.of(
        URI.create(inside + "engine.so").toURL(), URI.create(inside + "bridge.so").toURL());
  }
}
