package dev.imagespace.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar with an engine and its bridge, which nobody can load. */
record MadeJar(List<NativeLibrary> libraries) {

  static MadeJar in(Path directory, String content) throws IOException {
    Path jar = directory.resolve(content + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String library : List.of("engine", "bridge")) {
        out.putNextEntry(new JarEntry("native/" + library + ".so"));
        out.write((library + " of " + content).getBytes(UTF_8));
      }
    }
    String inside = "jar:" + jar.toUri() + "!/native/";
    return new MadeJar(
        List.of(
            NativeLibrary.shared(URI.create(inside + "engine.so").toURL()),
            NativeLibrary.bridge(URI.create(inside + "bridge.so").toURL())));
  }
}
