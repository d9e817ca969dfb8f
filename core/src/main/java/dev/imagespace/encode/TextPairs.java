package dev.imagespace.encode;

import java.util.Map;
import java.util.Set;

/**
 * Text models that were trained for the pictures of another model, as their publishers say. Equal
 * dimensions alone make no common space. Stateless.
 */
final class TextPairs {

  /** By the names that sentence-transformers, OpenCLIP and OpenAI give the same weights. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "clip-ViT-B-32-multilingual-v1",
          Set.of(
              "clip-ViT-B-32",
              "clip-vit-base-patch32",
              "ViT-B-32/openai",
              "ViT-B-32-quickgelu/openai",
              "vit_base_patch32_clip_224.openai",
              "vit_base_patch32_clip_quickgelu_224.openai"));

  private TextPairs() {}

  static boolean areKnown(String textModel, String model) {
    Set<String> partners = KNOWN.getOrDefault(name(textModel), Set.of());
    return partners.contains(withoutRevision(model)) || partners.contains(name(model));
  }

  /** Without its owner or directory, and without a revision. */
  private static String name(String model) {
    String bare = withoutRevision(model);
    return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
  }

  private static String withoutRevision(String model) {
    int at = model.indexOf('@');
    return at < 0 ? model : model.substring(0, at);
  }
}
