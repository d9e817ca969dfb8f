package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.vision.FastVit;
import dev.imagespace.tower.vision.Head;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import java.util.List;
import java.util.stream.IntStream;

/** timm's arguments of a FastVit, as far as its family of MobileCLIP varies them. */
final class TimmFastVit {

  private TimmFastVit() {}

  static FastVit.Config config(
      JsonConfig args, Weights weights, ImageSize size, Head head, int dimension) {
    List<Integer> depths = args.sizes("layers", weights.count());
    int stages = depths.size();
    List<Boolean> excites = args.flags("se_downsamples", stages);
    return new FastVit.Config(
        size,
        depths,
        args.sizes("embed_dims", weights.largest()),
        mlpRatio(args, stages),
        attending(args, stages),
        IntStream.range(0, stages).filter(excites::get).boxed().toList(),
        args.text("norm_layer", "batchnorm2d").equals("layernorm2d"),
        args.flag("stem_use_scale_branch", true),
        head,
        dimension);
  }

  private static double mlpRatio(JsonConfig args, int stages) {
    List<Double> ratios = args.numbers("mlp_ratios", stages);
    if (ratios.stream().distinct().count() != 1) {
      throw args.invalid("mlp_ratios", "are not supported: all stages must have the same");
    }
    return ratios.get(0);
  }

  /** The stages at the end that attend. */
  private static int attending(JsonConfig args, int stages) {
    List<String> mixers = args.texts("token_mixers", stages);
    int attending = (int) mixers.stream().filter("attention"::equals).count();
    boolean last =
        mixers.subList(stages - attending, stages).stream().allMatch("attention"::equals);
    long mixing = mixers.stream().filter("repmixer"::equals).count();
    if (!last || mixing + attending != stages) {
      throw args.invalid(
          "token_mixers", "are not supported: 'repmixer' in front, 'attention' behind");
    }
    return attending;
  }
}
