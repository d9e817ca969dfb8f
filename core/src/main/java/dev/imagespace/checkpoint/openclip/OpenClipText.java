package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.text.BertTextTower;
import dev.imagespace.tower.text.EndOfText;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.text.TextTransformer;
import java.util.Map;
import java.util.Set;

/** text_cfg of an OpenCLIP configuration, with the defaults of its CLIPTextCfg. */
public final class OpenClipText {
  private static final double EPSILON = 1e-5;
  private static final String HF_CONFIG = "text_config.json";
  private static final Set<String> ANY = Set.of();
  private static final Set<String> READ =
      Set.of(
          "context_length",
          "vocab_size",
          "width",
          "heads",
          "layers",
          "mlp_ratio",
          "hf_tokenizer_name");

  /** Values that leave the standard network as it is. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.ofEntries(
          Map.entry("ls_init_value", Set.of("null")),
          Map.entry("embed_cls", Set.of("false")),
          Map.entry("pad_id", ANY),
          Map.entry("eos_id", ANY),
          Map.entry("no_causal_mask", Set.of("false")),
          Map.entry("final_ln_after_pool", Set.of("false")),
          Map.entry("pool_type", Set.of("\"argmax\"")),
          Map.entry("proj_type", Set.of("\"linear\"")),
          Map.entry("proj_bias", Set.of("false")),
          Map.entry("output_tokens", ANY),
          Map.entry("tokenizer_kwargs", Set.of("null", "{}")));

  private static final Set<String> READ_HF =
      Set.of(
          "hf_model_name", "hf_tokenizer_name", "hf_pooler_type", "hf_proj_type", "context_length");
  private static final Map<String, Set<String>> NEUTRAL_HF =
      Map.of(
          "hf_model_pretrained",
          ANY,
          "output_tokens",
          ANY,
          "tokenizer_kwargs",
          Set.of("null", "{}"));

  private OpenClipText() {}

  /** A tower and the most tokens that it reads. */
  public record Read(TextTower tower, int contextLength) {}

  public static Read read(
      JsonConfig config,
      ModelDirectory directory,
      Weights weights,
      int dimension,
      boolean quickGelu) {
    int contextLength = config.size("context_length", 77, weights.largest());
    InputLimits.requireText(config, "context_length", contextLength);
    if (config.has("hf_model_name")) {
      config.requireDefaults(READ_HF, NEUTRAL_HF);
      return new Read(bert(config, directory, weights, dimension), contextLength);
    }
    config.requireDefaults(READ, NEUTRAL);
    int width = config.size("width", 512, weights.largest());
    BlockConfig block =
        new BlockConfig(
            width,
            config.heads("heads", 8, width),
            config.multiple("mlp_ratio", 4, width, weights.largest()),
            quickGelu ? Activation.QUICK_GELU : Activation.GELU,
            EPSILON);
    TextTransformer.Config tower =
        new TextTransformer.Config(
            contextLength,
            config.size("vocab_size", 49408, weights.largest()),
            config.size("layers", 12, weights.count()),
            block,
            dimension,
            EndOfText.largestId());
    return new Read(new TextTransformer(weights, tower), contextLength);
  }

  private static TextTower bert(
      JsonConfig config, ModelDirectory directory, Weights weights, int dimension) {
    if (!config.text("hf_pooler_type", "none").equals("mean_pooler")) {
      throw config.invalid("hf_pooler_type", "is not supported; 'mean_pooler' is");
    }
    String projection = config.text("hf_proj_type", "none");
    if (!Set.of("none", "linear").contains(projection)) {
      throw config.invalid("hf_proj_type", "is not supported; 'linear' and null are");
    }
    if (!directory.has(HF_CONFIG)) {
      throw new InvalidCheckpointException(
          "%s has no %s with the sizes of its text tower '%s'. Put the config.json of that model there under this name."
              .formatted(directory, HF_CONFIG, config.text("hf_model_name")));
    }
    JsonConfig bert = JsonConfig.read(directory.file(HF_CONFIG));
    BertTextTower.Config tower = bertConfig(bert, weights, dimension, projection.equals("linear"));
    if (config.integer("context_length", 77, 1, Integer.MAX_VALUE) > tower.positions()) {
      throw config.invalid(
          "context_length",
          "is more than the %d positions of its text tower".formatted(tower.positions()));
    }
    return new BertTextTower(weights, tower);
  }

  private static BertTextTower.Config bertConfig(
      JsonConfig bert, Weights weights, int dimension, boolean projected) {
    if (!bert.text("model_type", "none").equals("bert")) {
      throw bert.invalid("model_type", "is not supported; 'bert' is");
    }
    if (!bert.text("position_embedding_type", "absolute").equals("absolute")) {
      throw bert.invalid("position_embedding_type", "is not supported; 'absolute' is");
    }
    if (!bert.text("hidden_act", "gelu").equals("gelu")) {
      throw bert.invalid("hidden_act", "is not a known activation of BERT; 'gelu' is");
    }
    int width = bert.size("hidden_size", 768, weights.largest());
    int vocabulary = bert.size("vocab_size", 30522, weights.largest());
    if (!projected && width != dimension) {
      throw bert.invalid(
          "hidden_size",
          "is not the dimension %d, and there is no projection".formatted(dimension));
    }
    BlockConfig block =
        new BlockConfig(
            width,
            bert.heads("num_attention_heads", 12, width),
            bert.size("intermediate_size", 3072, weights.largest()),
            Activation.GELU,
            bert.epsilon("layer_norm_eps", 1e-12));
    return new BertTextTower.Config(
        vocabulary,
        bert.size("max_position_embeddings", 512, weights.largest()),
        bert.size("type_vocab_size", 2, weights.largest()),
        bert.integer("pad_token_id", 0, 0, vocabulary - 1),
        bert.size("num_hidden_layers", 12, weights.count()),
        block,
        dimension,
        projected);
  }
}
