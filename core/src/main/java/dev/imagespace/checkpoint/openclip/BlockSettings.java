package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tower.block.BlockOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What both towers of an OpenCLIP configuration say of their blocks in the same words. */
final class BlockSettings {
  private static final double EPSILON = 1e-5;

  private static final Map<String, BlockOption> FLAGS =
      Map.of(
          "qk_norm", BlockOption.QUERY_KEY_NORM,
          "scale_heads", BlockOption.HEAD_SCALE,
          "scale_attn_inner", BlockOption.INNER_NORM,
          "scale_attn", BlockOption.ATTENTION_NORM,
          "scale_fc", BlockOption.HIDDEN_NORM);

  private BlockSettings() {}

  /** Norms and scales at further places; which they are decides OpenCLIP's type of block. */
  static Set<BlockOption> options(JsonConfig tower) {
    Set<BlockOption> options = EnumSet.noneOf(BlockOption.class);
    FLAGS.forEach(
        (key, option) -> {
          if (tower.flag(key, false)) {
            options.add(option);
          }
        });
    if (tower.has("ls_init_value")) {
      options.add(BlockOption.LAYER_SCALE);
    }
    return options;
  }

  /** Of act_kwargs: GELU is exact unless they say otherwise. */
  static Activation activation(JsonConfig tower, boolean quickGelu) {
    if (!tower.has("act_kwargs")) {
      return quickGelu ? Activation.QUICK_GELU : Activation.GELU;
    }
    JsonConfig arguments = tower.object("act_kwargs");
    arguments.requireDefaults(Set.of("approximate"), Map.of());
    if (quickGelu) {
      throw tower.invalid("act_kwargs", "is not supported beside 'quick_gelu'");
    }
    return switch (arguments.text("approximate", "none")) {
      case "none" -> Activation.GELU;
      case "tanh" -> Activation.GELU_TANH;
      default -> throw arguments.invalid("approximate", "is not known: none, tanh");
    };
  }

  /** Of norm_kwargs. */
  static double epsilon(JsonConfig tower) {
    if (!tower.has("norm_kwargs")) {
      return EPSILON;
    }
    JsonConfig arguments = tower.object("norm_kwargs");
    arguments.requireDefaults(Set.of("eps"), Map.of());
    return arguments.epsilon("eps", EPSILON);
  }
}
