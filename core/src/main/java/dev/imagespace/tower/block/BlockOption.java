package dev.imagespace.tower.block;

/** What a block has beyond CLIP's own: layer norms and factors at further places, and gates. */
public enum BlockOption {
  /** Attention and MLP are scaled before they are added: "ls_1", "ls_2" (Touvron et al. 2021). */
  LAYER_SCALE,
  /** Queries and keys are normalised, head by head: "ln_q", "ln_k" (Dehghani et al. 2023). */
  QUERY_KEY_NORM,
  /** What each head gives has a factor: "head_scale" (NormFormer, Shleifer et al. 2021). */
  HEAD_SCALE,
  /** A norm in front of the attention's output: "ln_inner" (EVA-02, Fang et al. 2023). */
  INNER_NORM,
  /** A norm behind the attention, besides the one before it: "ln_attn". */
  ATTENTION_NORM,
  /** Queries and values have a bias of their own, "q_bias" and "v_bias", and keys have none. */
  NO_KEY_BIAS,
  /** The MLP's hidden layer is a product, of which one side is activated: "c_gate". */
  GATED_MLP,
  /** A norm of the MLP's hidden layer: "mlp.ln". */
  HIDDEN_NORM,
  /** A norm that belongs to the MLP, behind the block's own: "mlp.ln_in" (ViTamin). */
  MLP_NORM
}
