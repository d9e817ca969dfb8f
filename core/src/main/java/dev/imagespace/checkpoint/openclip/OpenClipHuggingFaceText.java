package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.huggingface.HuggingFaceText;
import dev.imagespace.checkpoint.huggingface.TextTowerNames;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.text.BertTextTower;
import dev.imagespace.tower.text.TextHead;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.text.TranslatorTextTower;
import java.util.Map;
import java.util.Set;

/** A text_cfg that names a text model of transformers: OpenCLIP's HFTextEncoder. */
final class OpenClipHuggingFaceText {
  private static final String FILE = "text_config.json";
  private static final JsonConfig TABLE =
      JsonConfig.resource(OpenClipHuggingFaceText.class, "text-towers.json");
  private static final Set<String> ANY = Set.of();
  private static final Set<String> READ =
      Set.of(
          "hf_model_name",
          "hf_tokenizer_name",
          "hf_pooler_type",
          "hf_proj_type",
          "context_length",
          "tokenizer_kwargs");
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of("hf_model_pretrained", ANY, "output_tokens", ANY, "tokenizer_mode", Set.of("\"\""));

  private OpenClipHuggingFaceText() {}

  static TextTower read(
      JsonConfig file,
      JsonConfig text,
      ModelDirectory directory,
      Weights weights,
      int contextLength,
      int dimension) {
    text.requireDefaults(READ, NEUTRAL);
    JsonConfig sizes = sizes(file, text, directory);
    TextHead.Kind head = head(text);
    Weights encoder = weights.in("transformer");
    if (HuggingFaceText.isTranslator(sizes)) {
      requirePooler(text, "cls_pooler");
      return new TranslatorTextTower(
          encoder.named(TextTowerNames.m2m100()),
          weights,
          HuggingFaceText.translator(sizes, weights, contextLength, dimension, head));
    }
    if (!HuggingFaceText.isBert(sizes)) {
      throw sizes.invalid(
          "model_type", "is not supported: " + String.join(", ", HuggingFaceText.kinds()));
    }
    requirePooler(text, "mean_pooler");
    BertTextTower.Config tower = HuggingFaceText.bert(sizes, weights, dimension, head);
    if (contextLength > tower.mostTokens()) {
      throw text.invalid(
          "context_length",
          "is more than the %d positions of its text tower".formatted(tower.mostTokens()));
    }
    return new BertTextTower(encoder.named(TextTowerNames.bert()), weights, tower);
  }

  /** Its sizes: written beside the network, in a file of their own, or known by its name. */
  private static JsonConfig sizes(JsonConfig file, JsonConfig text, ModelDirectory directory) {
    if (file.hasObject("fixture_arch") && file.object("fixture_arch").has("hf_text_config")) {
      return file.object("fixture_arch").object("hf_text_config");
    }
    if (directory.has(FILE)) {
      return JsonConfig.read(directory.file(FILE));
    }
    String name = text.text("hf_model_name", "");
    if (!TABLE.has(name)) {
      throw new InvalidCheckpointException(
          "%s has no %s with the sizes of its text tower '%s', which is not one of those known by name. Put the config.json of that model there under this name."
              .formatted(directory, FILE, name));
    }
    return TABLE.object(name).object("config");
  }

  /** Null is no projection, and its absence two layers. */
  private static TextHead.Kind head(JsonConfig text) {
    if (text.isNull("hf_proj_type")) {
      return TextHead.Kind.NONE;
    }
    return switch (text.text("hf_proj_type", "mlp")) {
      case "linear" -> TextHead.Kind.LINEAR;
      case "mlp" -> TextHead.Kind.MLP;
      default ->
          throw text.invalid("hf_proj_type", "is not supported: 'linear', 'mlp' and null are");
    };
  }

  /** Null is what OpenCLIP takes for a kind of network, and its absence the mean. */
  private static void requirePooler(JsonConfig text, String supported) {
    String usual =
        supported.equals("cls_pooler") && text.isNull("hf_pooler_type") ? supported : "mean_pooler";
    if (!text.text("hf_pooler_type", usual).equals(supported)) {
      throw text.invalid(
          "hf_pooler_type", "is not supported for this network; '%s' is".formatted(supported));
    }
  }
}
