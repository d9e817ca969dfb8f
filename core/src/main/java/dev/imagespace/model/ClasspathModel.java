package dev.imagespace.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on the class path. Weights are mapped from a file, and an entry of a jar is none: it
 * is copied once to the cache, under a name made of the checksums that the jar itself keeps.
 */
final class ClasspathModel {

  /** Every file that a loader may ask for, none of them required. */
  private static final List<String> FILES =
      List.of(
          "open_clip_config.json",
          "open_clip_model.safetensors",
          "open_clip_pytorch_model.bin",
          "modules.json",
          "config.json",
          "text_config.json",
          "preprocessor_config.json",
          "processor_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "vocab.json",
          "merges.txt",
          "model.safetensors",
          "pytorch_model.bin",
          "0_CLIPModel/config.json",
          "0_CLIPModel/preprocessor_config.json",
          "0_CLIPModel/tokenizer.json",
          "0_CLIPModel/tokenizer_config.json",
          "0_CLIPModel/special_tokens_map.json",
          "0_CLIPModel/vocab.json",
          "0_CLIPModel/merges.txt",
          "0_CLIPModel/model.safetensors",
          "0_CLIPModel/pytorch_model.bin");

  private final String location;
  private final ModelCache cache;

  ClasspathModel(String location, ModelCache cache) {
    this.location = location;
    this.cache = cache;
  }

  /** The directory itself where the class path has one, else the copy; empty where nothing is. */
  Optional<Path> directory() {
    List<String> present = FILES.stream().filter(file -> resource(file) != null).toList();
    if (present.isEmpty()) {
      return Optional.empty();
    }
    URL first = required(present.get(0));
    if (first.getProtocol().equals("file")) {
      Path file = Path.of(URI.create(first.toString()));
      int depth = present.get(0).split("/").length;
      return Optional.of(file.subpath(0, file.getNameCount() - depth)).map(file.getRoot()::resolve);
    }
    return Optional.of(extracted(present));
  }

  private Path extracted(List<String> files) {
    String name = location.replaceAll("[^A-Za-z0-9._-]", "-");
    try {
      Path directory = cache.writable(name + "-" + Long.toHexString(checksum(files)));
      for (String file : files) {
        extract(required(file), directory.resolve(file));
      }
      return directory;
    } catch (IOException e) {
      throw ModelCache.notWritable(cache.root(), e);
    }
  }

  /** Copied beside its place and moved there whole: another process sees all of it or nothing. */
  private static void extract(URL resource, Path target) throws IOException {
    URLConnection connection = resource.openConnection();
    if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
      return;
    }
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long checksum(List<String> files) throws IOException {
    CRC32 all = new CRC32();
    for (String file : files) {
      all.update((file + ":" + checksum(required(file)) + "\n").getBytes(UTF_8));
    }
    return all.getValue();
  }

  private static long checksum(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    if (connection instanceof JarURLConnection jar && jar.getJarEntry().getCrc() >= 0) {
      return jar.getJarEntry().getCrc();
    }
    CRC32 content = new CRC32();
    try (InputStream in = connection.getInputStream()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        content.update(buffer, 0, read);
      }
    }
    return content.getValue();
  }

  private URL required(String file) {
    URL url = resource(file);
    if (url == null) {
      throw new ModelNotFoundException(
          "'%s/%s' is no longer on the class path".formatted(location, file));
    }
    return url;
  }

  private @Nullable URL resource(String file) {
    String name = location + "/" + file;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    URL found = context == null ? null : context.getResource(name);
    return found != null ? found : ClasspathModel.class.getClassLoader().getResource(name);
  }
}
