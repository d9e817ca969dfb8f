package dev.imagespace.model.hub;

import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pairs of architecture and tag that OpenCLIP publishes, each with its repository. Names are
 * parsed as OpenCLIP does: "ViT-B/32" is "ViT-B-32", and tags match regardless of case and of '-'
 * or '_'.
 *
 * <p>A pair stands for its repository with the configuration in it. OpenCLIP takes the
 * architecture's configuration instead, and warns where the weights were trained with another
 * activation.
 */
public final class OpenClipPretrained {
  private static final String TABLE = "openclip-pretrained.txt";

  private OpenClipPretrained() {}

  /** Loaded at its first use. */
  private static final class Holder {
    static final Map<String, Map<String, String>> TAGS = read();
  }

  private static Map<String, Map<String, String>> read() {
    try (InputStream in = OpenClipPretrained.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("The jar of imagespace-core lacks " + TABLE);
      }
      Map<String, Map<String, String>> tags = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .forEach(
              row -> tags.computeIfAbsent(row[0], name -> new TreeMap<>()).put(row[1], row[2]));
      return tags;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository of each architecture and tag, or one file of a repository. */
  public static Map<String, Map<String, String>> table() {
    return Holder.TAGS;
  }

  /**
   * The repository of a pair; empty where the table does not have the architecture, so that the
   * name may be a repository.
   *
   * @throws ModelNotFoundException where the table knows the architecture and the name lacks a tag
   *     of it, or asks for another handler than OPEN_CLIP
   */
  static Optional<String> repository(String name, ModelHandler handler) {
    int slash = name.lastIndexOf('/');
    String whole = name.replace('/', '-');
    boolean alone = table().containsKey(whole);
    String architecture = alone || slash < 0 ? whole : name.substring(0, slash).replace('/', '-');
    Map<String, String> tags = table().get(architecture);
    if (tags == null) {
      return Optional.empty();
    }
    if (handler != ModelHandler.OPEN_CLIP) {
      throw otherHandler(name, architecture, tags);
    }
    if (alone) {
      throw new ModelNotFoundException(
          "'%s' is an architecture of OpenCLIP and names no weights. Set 'imagespace.model' to one of %s."
              .formatted(name, pairs(architecture, tags)));
    }
    String tag = name.substring(slash + 1).toLowerCase(Locale.ROOT).replace('-', '_');
    String repository = tags.get(tag);
    if (repository == null) {
      throw new ModelNotFoundException(
          "OpenCLIP publishes no weights '%s' of %s. Set 'imagespace.model' to one of %s; for a repository of that name, to 'hf-hub:%s'."
              .formatted(tag, architecture, pairs(architecture, tags), name));
    }
    return Optional.of(requireRepository(name, repository));
  }

  /** Refuses a pair whose weights are a single file. */
  private static String requireRepository(String name, String repository) {
    int file = repository.indexOf('/', repository.indexOf('/') + 1);
    if (file >= 0) {
      throw new ModelNotFoundException(
          "'%s' is the file '%s' of a repository, without the configuration that a model is built from here. If that repository has an open_clip_config.json by now, set 'imagespace.model=hf-hub:%s'; else choose another model."
              .formatted(name, repository.substring(file + 1), repository.substring(0, file)));
    }
    return repository;
  }

  private static ModelNotFoundException otherHandler(
      String name, String architecture, Map<String, String> tags) {
    return new ModelNotFoundException(
        "'%s' is a name of OpenCLIP. Set 'imagespace.model-handler=OPEN_CLIP' and 'imagespace.model' to one of %s; the models of sentence-transformers have names such as 'clip-ViT-B-32'."
            .formatted(name, pairs(architecture, tags)));
  }

  private static String pairs(String architecture, Map<String, String> tags) {
    return tags.keySet().stream()
        .map(tag -> architecture + "/" + tag)
        .reduce((a, b) -> a + ", " + b)
        .orElseThrow();
  }
}
