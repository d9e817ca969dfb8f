package dev.imagespace.tower.block;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every block of a transformer shares.
 *
 * @param width D
 * @param mlpWidth of the hidden layer of the MLP
 * @param epsilon of the layer norms
 * @param options none of them in CLIP's own block
 */
public record BlockConfig(
    int width,
    int heads,
    int mlpWidth,
    Activation activation,
    double epsilon,
    Set<BlockOption> options) {

  public BlockConfig {
    options = Set.copyOf(options);
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon of the layer norms is " + epsilon);
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "width %d cannot be split into %d attention heads".formatted(width, heads));
    }
  }

  /** CLIP's own block. */
  public BlockConfig(int width, int heads, int mlpWidth, Activation activation, double epsilon) {
    this(width, heads, mlpWidth, activation, epsilon, Set.of());
  }

  /** The same with these options and no others. */
  public BlockConfig with(Set<BlockOption> others) {
    return new BlockConfig(width, heads, mlpWidth, activation, epsilon, others);
  }

  public boolean has(BlockOption option) {
    return options.contains(option);
  }

  public CanonicalText canonical() {
    return CanonicalText.of("residual")
        .with("width", width)
        .with("heads", heads)
        .with("mlp", mlpWidth)
        .with("activation", activation)
        .with("epsilon", epsilon)
        .withUnless("", "options", optionNames());
  }

  /** In one order, whatever the set's. */
  private String optionNames() {
    EnumSet<BlockOption> sorted = EnumSet.noneOf(BlockOption.class);
    sorted.addAll(options);
    return sorted.stream()
        .map(option -> option.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(" "));
  }

  public int headWidth() {
    return width / heads;
  }
}
