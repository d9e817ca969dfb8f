package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tower.block.BlockOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What OpenCLIP's own transformers, of pictures and of texts, say of their blocks. */
final class NativeBlocks {
  private static final String ACTIVATION = "act_kwargs";
  private static final String NORM = "norm_kwargs";
  private static final String SCALE = "ls_init_value";

  /** CustomResidualAttentionBlock's keys. */
  private static final Map<String, BlockOption> OPTIONS =
      Map.of(
          "qk_norm", BlockOption.QUERY_KEY_NORM,
          "scale_heads", BlockOption.HEAD_SCALE,
          "scale_attn_inner", BlockOption.INNER_NORM,
          "scale_attn", BlockOption.ATTENTION_NORM,
          "scale_fc", BlockOption.HIDDEN_NORM);

  private NativeBlocks() {}

  static Set<BlockOption> options(JsonConfig config) {
    Set<BlockOption> options = EnumSet.noneOf(BlockOption.class);
    OPTIONS.forEach(
        (key, option) -> {
          if (config.flag(key, false)) {
            options.add(option);
          }
        });
    if (config.has(SCALE)) {
      config.number(SCALE, 0, -Double.MAX_VALUE, Double.MAX_VALUE);
      options.add(BlockOption.LAYER_SCALE);
    }
    return options;
  }

  static Activation activation(JsonConfig config, boolean quickGelu) {
    if (!config.has(ACTIVATION)) {
      return quickGelu ? Activation.QUICK_GELU : Activation.GELU;
    }
    JsonConfig kwargs = config.object(ACTIVATION);
    kwargs.requireDefaults(Set.of("approximate"), Map.of());
    return switch (kwargs.text("approximate", "none")) {
      case "none" -> quickGelu ? Activation.QUICK_GELU : Activation.GELU;
      case "tanh" -> {
        if (quickGelu) {
          throw kwargs.invalid("approximate", "is of GELU, and quick_gelu is true");
        }
        yield Activation.GELU_TANH;
      }
      default -> throw kwargs.invalid("approximate", "is not known: 'none', 'tanh'");
    };
  }

  static double epsilon(JsonConfig config) {
    if (!config.has(NORM)) {
      return 1e-5;
    }
    JsonConfig kwargs = config.object(NORM);
    kwargs.requireDefaults(Set.of("eps"), Map.of());
    return kwargs.epsilon("eps", 1e-5);
  }
}
