package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.tensor.Weights.Naming;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What transformers' text models call the weights that our towers name. */
public final class TextTowerNames {
  /** A block's number, the layer in it, and which of its weights. */
  private static final Pattern BLOCK =
      Pattern.compile("(?:transformer\\.resblocks|layers)\\.(\\d+)\\.(.+?)[._](weight|bias)");

  private static final Map<String, List<String>> BERT =
      Map.of(
          "attn.in_proj",
          List.of("attention.self.query", "attention.self.key", "attention.self.value"),
          "attn.out_proj",
          List.of("attention.output.dense"),
          "ln_1",
          List.of("attention.output.LayerNorm"),
          "mlp.c_fc",
          List.of("intermediate.dense"),
          "mlp.c_proj",
          List.of("output.dense"),
          "ln_2",
          List.of("output.LayerNorm"));

  private static final Map<String, List<String>> DISTIL_BERT =
      Map.of(
          "attn.in_proj",
          List.of("attention.q_lin", "attention.k_lin", "attention.v_lin"),
          "attn.out_proj",
          List.of("attention.out_lin"),
          "ln_1",
          List.of("sa_layer_norm"),
          "mlp.c_fc",
          List.of("ffn.lin1"),
          "mlp.c_proj",
          List.of("ffn.lin2"),
          "ln_2",
          List.of("output_layer_norm"));

  private static final Map<String, List<String>> M2M_100 =
      Map.of(
          "attn.in_proj",
          List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
          "attn.out_proj",
          List.of("self_attn.out_proj"),
          "ln_1",
          List.of("self_attn_layer_norm"),
          "mlp.c_fc",
          List.of("fc1"),
          "mlp.c_proj",
          List.of("fc2"),
          "ln_2",
          List.of("final_layer_norm"));

  private TextTowerNames() {}

  /** Of BERT, RoBERTa and XLM-RoBERTa. */
  public static Naming bert() {
    return names("encoder.layer.", BERT, name -> name);
  }

  public static Naming distilBert() {
    return names("transformer.layer.", DISTIL_BERT, name -> name);
  }

  /** Of the encoder of M2M-100 and NLLB. */
  public static Naming m2m100() {
    return names(
        "layers.",
        M2M_100,
        name ->
            name.replace("token_embedding.", "embed_tokens.").replace("ln_final.", "layer_norm."));
  }

  private static Naming names(
      String layers, Map<String, List<String>> block, UnaryOperator<String> others) {
    return name -> {
      Matcher matcher = BLOCK.matcher(name);
      if (!matcher.matches()) {
        return List.of(others.apply(name));
      }
      String layer = layers + matcher.group(1) + ".";
      String kind = "." + matcher.group(3);
      // A part that this network does not have keeps our name, and is missing by it.
      return block.getOrDefault(matcher.group(2), List.of(matcher.group(2))).stream()
          .map(part -> layer + part + kind)
          .toList();
    };
  }
}
