package dev.imagespace.sample.command;

import dev.imagespace.autoconfigure.ImageSpaceProperties;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * {@code model …}: what is known of models, and their files. Nothing of the application is started
 * but its properties.
 */
sealed interface ModelCommand extends Command
    permits ShowModelCommand,
        PullModelCommand,
        ListModelsCommand,
        VerifyModelsCommand,
        CoverageCommand {

  /** The properties of {@code application.yml}, the environment and the command line. */
  @EnableConfigurationProperties(ImageSpaceProperties.class)
  final class Properties {}

  @Override
  default Class<?> application(Class<?> whole) {
    return Properties.class;
  }

  static ModelCommand parse(List<String> arguments) {
    List<String> words = Arguments.parse(arguments, Set.of(), Set.of()).words();
    String verb = words.isEmpty() ? "" : words.get(0);
    List<String> names = words.subList(Math.min(1, words.size()), words.size());
    return switch (verb) {
      case "show" -> new ShowModelCommand(name(verb, names));
      case "pull" -> new PullModelCommand(name(verb, names));
      case "list" -> {
        requireAtMost(0, verb, names);
        yield new ListModelsCommand();
      }
      case "verify" -> {
        requireAtMost(1, verb, names);
        yield new VerifyModelsCommand(names.isEmpty() ? null : names.get(0));
      }
      case "coverage" -> {
        requireAtMost(0, verb, names);
        yield new CoverageCommand();
      }
      default ->
          throw new UsageException(
              "Say what to do with models: model show NAME, model pull NAME, model list, model verify [NAME], model coverage.");
    };
  }

  private static String name(String verb, List<String> names) {
    requireAtMost(1, verb, names);
    if (names.isEmpty()) {
      throw new UsageException("Say which model: model %s NAME".formatted(verb));
    }
    return names.get(0);
  }

  private static void requireAtMost(int most, String verb, List<String> names) {
    if (names.size() > most) {
      throw new UsageException(
          "model %s does not know what to do with '%s'.".formatted(verb, names.get(most)));
    }
  }
}
