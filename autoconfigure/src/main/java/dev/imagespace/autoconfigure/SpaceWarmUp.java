package dev.imagespace.autoconfigure;

import dev.imagespace.execution.Towers;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/** Runs the networks once that properties say are to be ready when the application is. */
final class SpaceWarmUp implements SmartInitializingSingleton {
  private final Spaces spaces;
  private final Towers towers;
  private final Map<String, Towers> named;

  SpaceWarmUp(Environment environment, Spaces spaces) {
    this.spaces = spaces;
    towers = SpaceEnvironment.defaults(environment).warmUpTowers();
    named =
        SpaceEnvironment.names(environment).stream()
            .collect(Collectors.toMap(Function.identity(), name -> towers(environment, name)));
  }

  private static Towers towers(Environment environment, String name) {
    try {
      return SpaceEnvironment.settings(environment, name).warmUpTowers();
    } catch (RuntimeException e) {
      throw new NamedSpaceException(name, e);
    }
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (towers == Towers.NONE && named.values().stream().allMatch(Towers.NONE::equals)) {
      return;
    }
    spaces
        .all()
        .forEach(
            (name, space) -> {
              Towers asked = named.getOrDefault(name, towers);
              if (asked != Towers.NONE) {
                space.warmUp(asked);
              }
            });
  }
}
