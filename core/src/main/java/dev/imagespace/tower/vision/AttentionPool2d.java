package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Linear;

/** The mean of a feature map attends to the map (Radford et al. 2021, 2.4). */
final class AttentionPool2d {
  private final int positionsPerMap;
  private final int width;
  private final int heads;
  private final Parameter positions;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;

  /**
   * Takes its weights.
   *
   * @param cells of the feature map, H·W
   * @param width channels of the feature map
   */
  AttentionPool2d(Weights weights, int cells, int width, int heads, int dimension) {
    this.positionsPerMap = cells + 1;
    this.width = width;
    this.heads = heads;
    this.positions = weights.get("positional_embedding", positionsPerMap, width);
    this.query = Linear.of(weights.in("q_proj"), width, width);
    this.key = Linear.of(weights.in("k_proj"), width, width);
    this.value = Linear.of(weights.in("v_proj"), width, width);
    this.out = Linear.of(weights.in("c_proj"), width, dimension);
  }

  Tensor forward(Ops ops, Tensor map) { // (B, D, H, W) → (B, dimension)
    Dim d = Dim.of(width);
    Dim rows = Dim.of(positionsPerMap);
    Dim one = Dim.of(1);
    Tensor cells = ops.transpose(ops.reshape(map, Dim.B, d, Dim.of(positionsPerMap - 1L)), 0, 2, 1);
    Tensor mean = ops.reshape(ops.mean(cells, 1), Dim.B, one, d);
    Tensor all = ops.add(ops.concat(1, mean, cells), positions);
    Tensor first = ops.reshape(ops.slice(all, 1, Dim.of(0), one), Dim.B, d);
    Tensor flat = ops.reshape(all, Dim.B.times(rows), d);
    Tensor attended =
        ops.attention(
            query.forward(ops, first),
            key.forward(ops, flat),
            value.forward(ops, flat),
            new AttentionShape(one, rows, heads, width / heads),
            null);
    return out.forward(ops, attended);
  }
}
