package dev.imagespace.checkpoint;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.huggingface.HuggingFaceText;
import dev.imagespace.checkpoint.huggingface.TextTowerNames;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tensor.Weights.Naming;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tower.text.BertTextTower;
import dev.imagespace.tower.text.TextHead;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text model of sentence-transformers that embeds into the space of a CLIP model, such as {@code
 * clip-ViT-B-32-multilingual-v1} (Reimers and Gurevych 2020): a transformer, the mean of its rows,
 * and perhaps a layer behind it.
 */
final class SentenceTransformersText {
  private static final Set<String> ANY = Set.of();
  private static final Set<String> OFF = Set.of("false");

  /** Of the transformer's own file; what concerns pictures, or is for training, changes no text. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of(
          "transformer_task",
          Set.of("\"feature-extraction\""),
          "modality_config",
          ANY,
          "module_output_name",
          ANY,
          "do_lower_case",
          OFF);

  private static final Map<String, Set<String>> NEUTRAL_POOLING =
      Map.of(
          "word_embedding_dimension",
          ANY,
          "embedding_dimension",
          ANY,
          "include_prompt",
          ANY,
          "pooling_mode_cls_token",
          OFF,
          "pooling_mode_max_tokens",
          OFF,
          "pooling_mode_mean_sqrt_len_tokens",
          OFF,
          "pooling_mode_weightedmean_tokens",
          OFF,
          "pooling_mode_lasttoken",
          OFF);

  private static final String SENTENCE = "\"sentence_embedding\"";
  private static final Map<String, Set<String>> NEUTRAL_DENSE =
      Map.of("module_input_name", Set.of(SENTENCE), "module_output_name", Set.of(SENTENCE));

  /** sentence-transformers' names of the layer that our towers call "proj". */
  private static final Naming DENSE_NAMES = name -> List.of(name.replace("proj.", "linear."));

  private SentenceTransformersText() {}

  static TextModel read(ModelDirectory root) {
    if (!root.has("modules.json")) {
      throw new InvalidCheckpointException(
          "%s has no modules.json: no text model of sentence-transformers. Set 'imagespace.text-model' to one, such as clip-ViT-B-32-multilingual-v1."
              .formatted(root));
    }
    List<JsonConfig> modules = JsonConfig.readList(root.file("modules.json"));
    List<String> kinds = modules.stream().map(SentenceTransformersText::kind).toList();
    boolean dense = kinds.equals(List.of("Transformer", "Pooling", "Dense"));
    if (!dense && !kinds.equals(List.of("Transformer", "Pooling"))) {
      throw new InvalidCheckpointException(
          "%s has the modules %s; a text model of Transformer, Pooling and perhaps Dense can be read."
              .formatted(root, kinds));
    }
    requireNoPrompt(root);
    ModelDirectory transformer = root.in(modules.get(0).text("path", ""));
    requireMean(root.in(modules.get(1).text("path", "")));
    return dense
        ? read(transformer, root.in(modules.get(2).text("path", "")))
        : read(transformer, null);
  }

  private static String kind(JsonConfig module) {
    String type = module.text("type", "none");
    return type.startsWith("sentence_transformers.")
        ? type.substring(type.lastIndexOf('.') + 1)
        : type;
  }

  private static void requireNoPrompt(ModelDirectory root) {
    String file = "config_sentence_transformers.json";
    if (root.has(file)) {
      JsonConfig config = JsonConfig.read(root.file(file));
      if (config.has("default_prompt_name")) {
        throw config.invalid("default_prompt_name", "is not supported: texts are read as they are");
      }
    }
  }

  private static void requireMean(ModelDirectory pooling) {
    JsonConfig config = JsonConfig.read(pooling.file("config.json"));
    config.requireDefaults(Set.of("pooling_mode", "pooling_mode_mean_tokens"), NEUTRAL_POOLING);
    if (!config.text("pooling_mode", "mean").equals("mean")) {
      throw config.invalid("pooling_mode", "is not supported; 'mean' is");
    }
    if (!config.flag("pooling_mode_mean_tokens", true)) {
      throw config.invalid("pooling_mode_mean_tokens", "must be true: the mean is supported alone");
    }
  }

  private static TextModel read(ModelDirectory directory, @Nullable ModelDirectory dense) {
    JsonConfig config = JsonConfig.read(directory.file("config.json"));
    if (!isDistilBert(config) && !HuggingFaceText.isBert(config)) {
      throw config.invalid(
          "model_type", "is not supported: distilbert, bert, roberta and xlm-roberta are");
    }
    Weights encoder = weights(directory, Naming.asIs());
    Weights projection = dense == null ? encoder : weights(dense, DENSE_NAMES);
    int width = config.size(isDistilBert(config) ? "dim" : "hidden_size", 768, encoder.largest());
    TextHead.Kind head = dense == null ? TextHead.Kind.NONE : head(dense, width);
    int dimension = dense == null ? width : dimension(dense, projection);
    BertTextTower tower = tower(config, encoder, projection, dimension, head);
    encoder.requireNoneLeft(name -> IgnoredTensors.contain(name) || name.startsWith("pooler."));
    if (dense != null) {
      projection.requireNoneLeft(IgnoredTensors::contain);
    }
    List<Weights> all = dense == null ? List.of(encoder) : List.of(encoder, projection);
    return new TextModel(directory, tower, tokenizer(directory, tower), all, dimension);
  }

  private static Weights weights(ModelDirectory directory, Naming names) {
    return new Weights(
        WeightFiles.open(directory, LayoutFiles.SENTENCE_TRANSFORMERS.weights()), names);
  }

  private static boolean isDistilBert(JsonConfig config) {
    return config.text("model_type", "none").equals("distilbert");
  }

  private static BertTextTower tower(
      JsonConfig config, Weights encoder, Weights projection, int dimension, TextHead.Kind head) {
    return isDistilBert(config)
        ? new BertTextTower(
            encoder.named(TextTowerNames.distilBert()),
            projection,
            HuggingFaceText.distilBert(config, encoder, dimension, head))
        : new BertTextTower(
            encoder.named(TextTowerNames.bert()),
            projection,
            HuggingFaceText.bert(config, encoder, dimension, head));
  }

  /** A layer without an activation behind it. */
  private static TextHead.Kind head(ModelDirectory directory, int width) {
    JsonConfig dense = JsonConfig.read(directory.file("config.json"));
    dense.requireDefaults(
        Set.of("in_features", "out_features", "bias", "activation_function"), NEUTRAL_DENSE);
    if (!dense.text("activation_function", "Tanh").endsWith(".Identity")) {
      throw dense.invalid("activation_function", "is not supported; Identity is");
    }
    if (dense.size("in_features", width) != width) {
      throw dense.invalid("in_features", "is not the %d of the transformer".formatted(width));
    }
    return dense.flag("bias", true) ? TextHead.Kind.BIASED : TextHead.Kind.LINEAR;
  }

  private static int dimension(ModelDirectory directory, Weights weights) {
    return JsonConfig.read(directory.file("config.json")).size("out_features", weights.largest());
  }

  private static TextTokenizer tokenizer(ModelDirectory directory, BertTextTower tower) {
    int length = Math.min(tower.mostTokens(), longest(directory));
    return ClipTokenizer.huggingFace(directory.file("tokenizer.json"), length, TextCleaning.NONE);
  }

  /** What sentence-transformers sets goes before what the tokenizer says of itself. */
  private static int longest(ModelDirectory directory) {
    String own = "sentence_bert_config.json";
    if (directory.has(own)) {
      JsonConfig config = JsonConfig.read(directory.file(own));
      config.requireDefaults(Set.of("max_seq_length"), NEUTRAL);
      if (config.has("max_seq_length")) {
        int length = config.integer("max_seq_length", 0, 1, Integer.MAX_VALUE);
        InputLimits.requireText(config, "max_seq_length", length);
        return length;
      }
    }
    String tokenizer = "tokenizer_config.json";
    return directory.has(tokenizer)
        ? (int)
            Math.min(
                Integer.MAX_VALUE,
                JsonConfig.read(directory.file(tokenizer))
                    .number("model_max_length", Integer.MAX_VALUE, 2, Double.MAX_VALUE))
        : Integer.MAX_VALUE;
  }
}
