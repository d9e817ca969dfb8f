package dev.imagespace.checkpoint.openclip;

import dev.imagespace.tensor.Weights.Naming;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What timm calls the weights that OpenCLIP, and so our towers, name.
 *
 * @param head what "proj" is called: the network's own classifier, or one that OpenCLIP set on it
 * @param norm the last layer norm
 * @param split whether queries, keys and values have weights of their own: EVA-02
 * @param vitamin whether the MLP is ViTamin's
 */
record TimmNames(String head, String norm, boolean split, boolean vitamin) implements Naming {
  private static final Pattern BLOCK = Pattern.compile("transformer\\.resblocks\\.(\\d+)\\.(.+)");
  private static final Pattern STEM = Pattern.compile("stem\\.(conv1|norm1|conv2)(\\..+)");

  private static final Map<String, String> OF_A_BLOCK =
      Map.ofEntries(
          Map.entry("ln_1", "norm1"),
          Map.entry("ln_2", "norm2"),
          Map.entry("attn.in_proj_weight", "attn.qkv.weight"),
          Map.entry("attn.in_proj_bias", "attn.qkv.bias"),
          Map.entry("attn.out_proj", "attn.proj"),
          Map.entry("attn.ln_inner", "attn.norm"),
          Map.entry("mlp.ln", "mlp.norm"),
          Map.entry("mlp.c_fc", "mlp.fc1"),
          Map.entry("mlp.c_proj", "mlp.fc2"));

  private static final Map<String, String> OF_EVA_02 =
      Map.of(
          "attn.q_bias", "attn.q_proj.bias",
          "attn.v_bias", "attn.v_proj.bias",
          "mlp.c_gate", "mlp.fc1_g",
          "mlp.c_fc", "mlp.fc1_x");

  private static final Map<String, String> OF_VITAMIN =
      Map.of(
          "mlp.ln_in", "mlp.norm",
          "mlp.c_gate", "mlp.w0",
          "mlp.c_fc", "mlp.w1",
          "mlp.c_proj", "mlp.w2");

  private static final Map<String, String> OF_THE_POOL =
      Map.of(
          "attn_pool.out_proj", "attn_pool.proj",
          "attn_pool.ln", "attn_pool.norm",
          "attn_pool.mlp.c_fc", "attn_pool.mlp.fc1",
          "attn_pool.mlp.c_proj", "attn_pool.mlp.fc2");

  /** Of a network of convolutions, whose tower knows timm's names but for the head. */
  static TimmNames ofConvolutions(String head) {
    return new TimmNames(head, "", false, false);
  }

  @Override
  public List<String> stored(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      String scope = "trunk.blocks." + block.group(1) + ".";
      return ofABlock(block.group(2)).stream().map(scope::concat).toList();
    }
    return List.of(single(name));
  }

  private List<String> ofABlock(String name) {
    if (split && name.equals("attn.in_proj_weight")) {
      return List.of("attn.q_proj.weight", "attn.k_proj.weight", "attn.v_proj.weight");
    }
    Map<String, String> own = vitamin ? OF_VITAMIN : split ? OF_EVA_02 : Map.of();
    String renamed = renamed(name, own);
    return List.of(renamed.equals(name) ? renamed(name, OF_A_BLOCK) : renamed);
  }

  private String single(String name) {
    String part = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    String rest = name.substring(part.length());
    return switch (part) {
      case "class_embedding" -> "trunk.cls_token";
      case "positional_embedding" -> "trunk.pos_embed";
      case "conv1" -> "trunk.patch_embed.proj" + rest;
      case "ln_pre" -> "trunk.norm_pre" + rest;
      case "ln_post" -> norm + rest;
      case "proj" -> head + rest;
      case "attn_pool" -> "trunk." + renamed(name, OF_THE_POOL);
      case "stem" -> "trunk.patch_embed.backbone" + stem(name, rest);
      default -> name;
    };
  }

  private static String stem(String name, String rest) {
    return STEM.matcher(name).matches() ? ".stem" + rest : rest;
  }

  /** A name, or the beginning of one up to a dot. */
  private static String renamed(String name, Map<String, String> names) {
    String whole = names.get(name);
    int dot = name.lastIndexOf('.');
    String beginning = whole == null && dot > 0 ? names.get(name.substring(0, dot)) : null;
    return whole != null ? whole : beginning != null ? beginning + name.substring(dot) : name;
  }
}
