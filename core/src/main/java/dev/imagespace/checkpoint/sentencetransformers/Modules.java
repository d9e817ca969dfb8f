package dev.imagespace.checkpoint.sentencetransformers;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tower.VectorHead;
import java.util.ArrayList;
import java.util.List;

/**
 * What modules.json lists: a CLIP, and what becomes of its vectors. Immutable.
 *
 * @param clip directory of the module that holds the CLIP; the model's own where there is no list
 * @param behind the modules behind it
 */
public record Modules(ModelDirectory clip, List<VectorHead.Step> behind) {
  private static final String FILE = "modules.json";
  private static final String PACKAGE = "sentence_transformers.";

  /** Reads the list, and the configurations of all modules but the first. */
  public static Modules read(ModelDirectory root) {
    if (!root.has(FILE)) {
      return new Modules(root, List.of());
    }
    List<JsonConfig> modules = JsonConfig.readList(root.file(FILE));
    JsonConfig first = modules.get(0);
    String type = type(first);
    if (!type.equals("CLIPModel") && !type.equals("Transformer")) {
      throw first.invalid(
          "type",
          "cannot be the first module: only models that begin with a CLIPModel, or with a Transformer that holds one, are read");
    }
    ModelDirectory clip = root.in(first.text("path", ""));
    first.requireKnown(NeutralKeys.of("module"));
    List<VectorHead.Step> behind = new ArrayList<>();
    for (JsonConfig module : modules.subList(1, modules.size())) {
      ModelDirectory directory = root.in(module.text("path", ""));
      switch (type(module)) {
        case "Normalize" -> behind.add(normalize(directory));
        case "Dense" -> behind.add(DenseModule.read(directory));
        case "Dropout" -> {
          // Training alone.
        }
        default ->
            throw module.invalid(
                "type",
                "is not supported: behind a CLIP, the modules Normalize, Dense and Dropout are");
      }
      module.requireKnown(NeutralKeys.of("module"));
    }
    return new Modules(clip, behind);
  }

  /** The name of a class of sentence-transformers, without its module, which changed often. */
  private static String type(JsonConfig module) {
    String type = module.text("type", "none");
    return type.startsWith(PACKAGE) ? type.substring(type.lastIndexOf('.') + 1) : type;
  }

  private static VectorHead.Step normalize(ModelDirectory directory) {
    JsonConfig.readOrEmpty(directory.file("config.json")).requireKnown(NeutralKeys.of("normalize"));
    return new VectorHead.Normalize();
  }
}
