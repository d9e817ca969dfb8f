package dev.imagespace.langchain4j.collection.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How often what is unrelated is so far above the middle. Shares are at even steps of their
 * logarithm, from one half down; beyond the last, they fall on as they did at the end.
 *
 * @param distances at share {@code 0.5 · step^i}, not falling
 */
record DistanceTail(double step, double[] distances) {
  /** Of each probe, the best share is left out: that, it may really have found. */
  private static final double FOUND = 0.02;

  private static final int STEPS = 64;
  private static final double SIGMA = 0.1587;

  /** Of the sorted scores of probes, each with as many items. */
  static DistanceTail of(List<double[]> probes) {
    double[] all =
        probes.stream()
            .flatMapToDouble(
                scores -> {
                  double middle = middle(scores);
                  double spread = Math.max(spread(scores), 1e-9);
                  int kept = (int) Math.ceil(scores.length * (1 - FOUND));
                  return Arrays.stream(scores, 0, kept).map(score -> (score - middle) / spread);
                })
            .sorted()
            .toArray();
    // Shares are of all the scores, also of those left out; close to these, what is left misleads.
    double total = probes.stream().mapToInt(scores -> scores.length).sum();
    double step = Math.pow(2 * FOUND / 0.5, 1.0 / (STEPS - 1));
    double[] distances =
        IntStream.range(0, STEPS)
            .map(i -> (int) ((1 - 0.5 * Math.pow(step, i)) * total))
            .mapToDouble(i -> all[Math.min(i, all.length - 1)])
            .toArray();
    return new DistanceTail(step, distances);
  }

  static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** Of the lower half, where nothing is that the query found. */
  static double spread(double[] sorted) {
    return middle(sorted) - sorted[(int) (SIGMA * sorted.length)];
  }

  double share(double distance) {
    if (distance <= distances[0]) {
      return distance < 0 ? 1 : 0.5;
    }
    int last = distances.length - 1;
    if (distance >= distances[last]) {
      return shareAt(last) * Math.exp(-(distance - distances[last]) / fall());
    }
    int above =
        IntStream.rangeClosed(1, last)
            .filter(i -> distances[i] > distance)
            .findFirst()
            .orElse(last);
    double width = distances[above] - distances[above - 1];
    return shareAt(above - 1 + (distance - distances[above - 1]) / width);
  }

  double distance(double share) {
    int last = distances.length - 1;
    double at = Math.log(share / 0.5) / Math.log(step);
    if (at >= last) {
      return distances[last] + fall() * Math.log(shareAt(last) / share);
    }
    int below = (int) Math.max(0, at);
    return distances[below] + Math.max(0, at - below) * (distances[below + 1] - distances[below]);
  }

  private double shareAt(double position) {
    return 0.5 * Math.pow(step, position);
  }

  /** The way in which the share falls to 1/e, over the last quarter. */
  private double fall() {
    int last = distances.length - 1;
    int from = last - STEPS / 4;
    return Math.max(1e-6, (distances[last] - distances[from]) / (-Math.log(step) * (last - from)));
  }

  String toText() {
    return step
        + " "
        + DoubleStream.of(distances).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  static DistanceTail read(String text) {
    double[] all = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new DistanceTail(all[0], Arrays.copyOfRange(all, 1, all.length));
  }
}
