package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.text.CaptionTextTransformer;
import dev.imagespace.tower.text.PooledToken;
import dev.imagespace.tower.text.TextHead;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.text.TextTransformer;
import java.util.Map;
import java.util.Set;

/** text_cfg of an OpenCLIP configuration, with the defaults of its CLIPTextCfg. */
public final class OpenClipText {
  private static final Set<String> ANY = Set.of();
  private static final Set<String> READ =
      Set.of(
          "context_length",
          "vocab_size",
          "width",
          "heads",
          "layers",
          "mlp_ratio",
          "hf_tokenizer_name",
          "tokenizer_kwargs",
          "embed_cls",
          "pad_id",
          "eos_id",
          "no_causal_mask",
          "pool_type",
          "proj_type",
          "proj_bias",
          "act_kwargs",
          "norm_kwargs",
          "ls_init_value",
          "qk_norm",
          "scale_heads",
          "scale_attn_inner",
          "scale_attn",
          "scale_fc");

  /** Values that leave the network as it is; OpenCLIP hands the first on to nobody. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.ofEntries(
          Map.entry("final_ln_after_pool", ANY),
          Map.entry("output_tokens", ANY),
          Map.entry("hf_model_pretrained", ANY),
          Map.entry("hf_pooler_type", ANY),
          Map.entry("hf_proj_type", ANY),
          Map.entry("tokenizer_mode", Set.of("\"\"")),
          Map.entry("block_type", Set.of("\"default\"", "\"custom\"")),
          Map.entry("scaled_cosine_attn", Set.of("false")));

  private OpenClipText() {}

  /** A tower and the most tokens that it reads. */
  public record Read(TextTower tower, int contextLength) {}

  /**
   * Reads it.
   *
   * @param file all of the configuration
   * @param text its text_cfg
   */
  public static Read read(
      JsonConfig file,
      JsonConfig text,
      ModelDirectory directory,
      Weights weights,
      int dimension,
      boolean quickGelu) {
    int contextLength = text.size("context_length", 77, weights.largest());
    InputLimits.requireText(text, "context_length", contextLength);
    TextTower tower =
        text.has("hf_model_name")
            ? OpenClipHuggingFaceText.read(file, text, directory, weights, contextLength, dimension)
            : transformer(text, weights, contextLength, dimension, quickGelu);
    return new Read(tower, contextLength);
  }

  private static TextTower transformer(
      JsonConfig text, Weights weights, int contextLength, int dimension, boolean quickGelu) {
    text.requireDefaults(READ, NEUTRAL);
    BlockConfig block = block(text, weights, quickGelu);
    int vocabulary = text.size("vocab_size", 49408, weights.largest());
    int layers = text.size("layers", 12, weights.count());
    TextHead.Kind head = head(text, block.width(), dimension);
    boolean sightOfAll = text.flag("no_causal_mask", false);
    if (text.flag("embed_cls", false)) {
      if (sightOfAll) {
        throw text.invalid("no_causal_mask", "is not supported beside 'embed_cls'");
      }
      int padding = text.integer("pad_id", 0, 0, vocabulary - 1);
      return new CaptionTextTransformer(
          weights,
          new CaptionTextTransformer.Config(
              contextLength, vocabulary, padding, layers, block, dimension, head));
    }
    return new TextTransformer(
        weights,
        new TextTransformer.Config(
            contextLength,
            vocabulary,
            layers,
            block,
            dimension,
            pooled(text, vocabulary),
            sightOfAll ? TextTransformer.Sight.ALL : TextTransformer.Sight.CAUSAL,
            head));
  }

  private static BlockConfig block(JsonConfig text, Weights weights, boolean quickGelu) {
    int width = text.size("width", 512, weights.largest());
    return new BlockConfig(
        width,
        text.heads("heads", 8, width),
        text.multiple("mlp_ratio", 4, width, weights.largest()),
        BlockSettings.activation(text, quickGelu),
        BlockSettings.epsilon(text),
        BlockSettings.options(text));
  }

  private static PooledToken pooled(JsonConfig text, int vocabulary) {
    return switch (text.text("pool_type", "argmax")) {
      case "argmax" -> PooledToken.largestId();
      case "eos" -> PooledToken.of(text.integer("eos_id", 2, 0, vocabulary - 1));
      case "first" -> PooledToken.first();
      case "last" -> PooledToken.last();
      default -> throw text.invalid("pool_type", "is not supported: argmax, eos, first, last");
    };
  }

  private static TextHead.Kind head(JsonConfig text, int width, int dimension) {
    switch (text.text("proj_type", "linear")) {
      case "linear" -> {
        return text.flag("proj_bias", false) ? TextHead.Kind.BIASED : TextHead.Kind.LINEAR;
      }
      case "none" -> {
        if (width != dimension) {
          throw text.invalid(
              "width", "is not the dimension %d, and there is no projection".formatted(dimension));
        }
        return TextHead.Kind.NONE;
      }
      default -> throw text.invalid("proj_type", "is not supported: linear, none");
    }
  }
}
