package dev.imagespace.sample.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a command, told apart: {@code --name VALUE} or {@code --name=VALUE} are options,
 * a name with a dot is a property for Spring, the rest are words. Immutable once parsed.
 */
final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Set<String> flags = new HashSet<>();

  /**
   * @param valued names of the options that take a value
   * @param plain names of the options that take none
   */
  static Arguments parse(List<String> arguments, Set<String> valued, Set<String> plain) {
    var parsed = new Arguments();
    var rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.remove(0);
      if (argument.equals("--")) {
        parsed.words.addAll(rest);
        break;
      } else if (argument.startsWith("--")) {
        parsed.option(argument.substring(2), rest, valued, plain);
      } else {
        parsed.words.add(argument);
      }
    }
    return parsed;
  }

  private void option(String argument, List<String> rest, Set<String> valued, Set<String> plain) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    if (plain.contains(name) && equals < 0) {
      flags.add(name);
    } else if (!valued.contains(name)) {
      throw new UsageException("There is no option '--%s' here.".formatted(argument));
    } else if (equals >= 0) {
      options.put(name, argument.substring(equals + 1));
    } else if (rest.isEmpty()) {
      throw new UsageException("The option '--%s' needs a value.".formatted(name));
    } else {
      options.put(name, rest.remove(0));
    }
  }

  List<String> words() {
    return List.copyOf(words);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean flag(String name) {
    return flags.contains(name);
  }

  double number(String name, double missing) {
    try {
      return option(name).map(Double::valueOf).orElse(missing);
    } catch (NumberFormatException e) {
      throw new UsageException("'--%s %s' is not a number.".formatted(name, options.get(name)));
    }
  }

  int count(String name, int missing, int most) {
    try {
      int count = option(name).map(Integer::valueOf).orElse(missing);
      if (count >= 1 && count <= most) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw new UsageException(
        "'--%s %s' is not a whole number from 1 to %d.".formatted(name, options.get(name), most));
  }
}
