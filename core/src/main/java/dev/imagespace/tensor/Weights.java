package dev.imagespace.tensor;

import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a network asks for, by scope. A missing tensor or a wrong shape fails here, at
 * the asking, with its full name; {@link #requireNoneLeft} fails on what nobody asked for. Not
 * thread-safe: used while a network is built.
 */
public final class Weights {

  /** Names of a checkpoint for a name that a tower uses; more than one where it is in pieces. */
  @FunctionalInterface
  public interface Naming {
    List<String> stored(String name);

    static Naming asIs() {
      return List::of;
    }
  }

  private final TensorSource source;
  private final Naming naming;
  private final String scope;
  private final Map<String, Parameter> given;
  private final Used used;

  /** What networks were given, whatever scope they asked in. */
  private record Used(Set<String> stored, List<Parameter> computed) {}

  public Weights(TensorSource source, Naming naming) {
    this(source, naming, "", Map.of(), new Used(new TreeSet<>(), new ArrayList<>()));
  }

  /**
   * Weights that are there whatever is asked for, and have no numbers: to tell which network a
   * configuration makes, and how large it is, without its checkpoint.
   */
  public static Weights assumed() {
    return new Weights(new AssumedTensors(), Naming.asIs());
  }

  private Weights(
      TensorSource source, Naming naming, String scope, Map<String, Parameter> given, Used used) {
    this.source = source;
    this.naming = naming;
    this.scope = scope;
    this.given = given;
    this.used = used;
  }

  /** The weights whose names begin with the given one and a dot. */
  public Weights in(String name) {
    return new Weights(source, naming, scope + name + ".", given, used);
  }

  /** The same weights where names below this scope are found by another rule. */
  public Weights named(Naming names) {
    UnaryOperator<String> below = name -> name.substring(scope.length());
    Naming scoped =
        name ->
            names.stored(below.apply(name)).stream()
                .flatMap(stored -> naming.stored(scope + stored).stream())
                .toList();
    return new Weights(source, scoped, scope, given, used);
  }

  /** The same weights where one is given, and not what the checkpoint has of this name. */
  public Weights with(String name, Parameter parameter) {
    Map<String, Parameter> more = new HashMap<>(given);
    more.put(scope + name, parameter);
    return new Weights(source, naming, scope, Map.copyOf(more), used);
  }

  /** How many rows the checkpoint's tensor of this name has; 0 where there is none. */
  public long rows(String name) {
    List<String> names = naming.stored(scope + name);
    return names.stream()
        .map(source.tensors()::get)
        .filter(tensor -> tensor != null && !tensor.shape().isEmpty())
        .mapToLong(tensor -> tensor.shape().get(0))
        .sum();
  }

  public boolean has(String name) {
    return naming.stored(scope + name).stream().allMatch(source.tensors()::containsKey);
  }

  /** Tensors in the checkpoint: no network has more layers. */
  public int count() {
    return source instanceof AssumedTensors ? Integer.MAX_VALUE : source.tensors().size();
  }

  /** Numbers in the largest tensor of the checkpoint: no size of a network is larger. */
  public long largest() {
    if (source instanceof AssumedTensors) {
      return Integer.MAX_VALUE;
    }
    return source.tensors().values().stream().mapToLong(StoredTensor::elements).max().orElse(0);
  }

  /** The weight of this name and shape, or an {@link InvalidCheckpointException}. */
  public Parameter get(String name, long... shape) {
    Parameter parameter = stored(name, shape);
    requireShape(parameter, parameter.shape(), shape);
    return parameter;
  }

  /**
   * As {@link #get}, but for axes of size 1 that the stored one may have in front, and keeps: for
   * what is broadcast over the items of a batch.
   */
  public Parameter broadcast(String name, long... shape) {
    Parameter parameter = stored(name, shape);
    List<Long> own = parameter.shape();
    int extra = Math.max(own.size() - shape.length, 0);
    boolean ones = own.subList(0, extra).stream().allMatch(size -> size == 1);
    requireShape(parameter, ones ? own.subList(extra, own.size()) : own, shape);
    return parameter;
  }

  private Parameter stored(String name, long... expected) {
    Parameter instead = given.get(scope + name);
    if (instead != null) {
      return instead;
    }
    List<String> names = naming.stored(scope + name);
    if (source instanceof AssumedTensors assumed) {
      assumed.add(names, expected);
    }
    Parameter parameter = new StoredParameter(source, names.stream().map(this::tensor).toList());
    used.stored.addAll(names);
    return parameter;
  }

  private void requireShape(Parameter parameter, List<Long> shape, long... expected) {
    List<Long> wanted = Arrays.stream(expected).boxed().toList();
    if (!shape.equals(wanted)) {
      throw new InvalidCheckpointException(
          "Tensor '%s' in %s has shape %s; the configuration beside it says %s. Weights and configuration are not of one model: take both from one place."
              .formatted(parameter.name(), source.describe(), parameter.shape(), wanted));
    }
  }

  /** As {@link #get}, or null where the checkpoint has none. */
  public @Nullable Parameter find(String name, long... shape) {
    return has(name) ? get(name, shape) : null;
  }

  /**
   * A weight that no file holds: a table that follows from sizes, or what a rule makes of weights
   * that {@link #get} gave. The fingerprint of the model covers these, and the name of the rule.
   *
   * @param rule names the computation with all its settings, such as "bicubic 7x7 to 14x14"; one
   *     that gives other values needs another name, or stored vectors are taken for its own
   * @param shape of at least one axis
   */
  public Parameter computed(
      String rule, List<Parameter> inputs, Computation computation, long... shape) {
    Parameter parameter =
        new ComputedParameter(rule, inputs, computation, Arrays.stream(shape).boxed().toList());
    used.computed.add(parameter);
    return parameter;
  }

  private StoredTensor tensor(String stored) {
    StoredTensor tensor = source.tensors().get(stored);
    if (tensor == null) {
      throw new InvalidCheckpointException(
          "Tensor '%s' is missing in %s, which is sound otherwise: it is of another architecture than the configuration beside it says. Take both from one model."
              .formatted(stored, source.describe()));
    }
    if (!tensor.type().isWeight()) {
      throw new InvalidCheckpointException(
          "Tensor '%s' in %s is stored as %s; weights are read as F32, F16 or BF16. Convert it, or use a checkpoint that is not quantised."
              .formatted(stored, source.describe(), tensor.type()));
    }
    return tensor;
  }

  /** Fails if the checkpoint has a tensor that is neither asked for nor ignored. */
  public void requireNoneLeft(Predicate<String> ignored) {
    List<String> left =
        source.tensors().keySet().stream()
            .filter(name -> !used.stored.contains(name) && !ignored.test(name))
            .sorted()
            .toList();
    if (!left.isEmpty()) {
      throw new InvalidCheckpointException(
          "%s has %d tensors without a place in the network, '%s' first. The network would not be the one that was trained: check that the configuration beside it belongs to it."
              .formatted(source.describe(), left.size(), Shown.of(left.get(0))));
    }
  }

  public TensorSource source() {
    return source;
  }

  /** The stored tensors that were asked for, to be run or computed with, by name. */
  public List<StoredTensor> used() {
    Map<String, StoredTensor> tensors = source.tensors();
    return tensors.values().stream()
        .filter(tensor -> used.stored.contains(tensor.name()))
        .sorted(Comparator.comparing(StoredTensor::name))
        .toList();
  }

  /** The weights that are computed, in the order in which networks asked. */
  public List<Parameter> computed() {
    return List.copyOf(used.computed);
  }
}
