package dev.imagespace.checkpoint.huggingface;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What transformers' CLIPModel calls the weights that OpenCLIP, and so our towers, name. */
public final class HuggingFaceNames {
  private static final Pattern BLOCK =
      Pattern.compile("(visual\\.)?transformer\\.resblocks\\.(\\d+)\\.(.+?)([._])(weight|bias)");

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight"),
          Map.entry("visual.class_embedding", "vision_model.embeddings.class_embedding"),
          Map.entry(
              "visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"),
          Map.entry("visual.ln_pre.weight", "vision_model.pre_layrnorm.weight"),
          Map.entry("visual.ln_pre.bias", "vision_model.pre_layrnorm.bias"),
          Map.entry("visual.ln_post.weight", "vision_model.post_layernorm.weight"),
          Map.entry("visual.ln_post.bias", "vision_model.post_layernorm.bias"),
          Map.entry("visual.proj.weight", "visual_projection.weight"),
          Map.entry("token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
          Map.entry("positional_embedding", "text_model.embeddings.position_embedding.weight"),
          Map.entry("ln_final.weight", "text_model.final_layer_norm.weight"),
          Map.entry("ln_final.bias", "text_model.final_layer_norm.bias"));

  private HuggingFaceNames() {}

  public static List<String> stored(String name) {
    Matcher block = BLOCK.matcher(name);
    if (!block.matches()) {
      return List.of(OTHERS.getOrDefault(name, name));
    }
    String tower = block.group(1) == null ? "text_model" : "vision_model";
    String layer = tower + ".encoder.layers." + block.group(2) + ".";
    String kind = "." + block.group(5);
    return switch (block.group(3)) {
      case "attn.in_proj" ->
          List.of(
              layer + "self_attn.q_proj" + kind,
              layer + "self_attn.k_proj" + kind,
              layer + "self_attn.v_proj" + kind);
      case "attn.out_proj" -> List.of(layer + "self_attn.out_proj" + kind);
      case "ln_1" -> List.of(layer + "layer_norm1" + kind);
      case "ln_2" -> List.of(layer + "layer_norm2" + kind);
      case "mlp.c_fc" -> List.of(layer + "mlp.fc1" + kind);
      case "mlp.c_proj" -> List.of(layer + "mlp.fc2" + kind);
      default -> List.of(name);
    };
  }
}
