package dev.imagespace.sample.command;

import dev.imagespace.InvalidSpaceParamException;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.model.ModelException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;

/** Runs one command once the application is up, and remembers how it ended. */
final class CommandRun implements ApplicationRunner, ExitCodeGenerator {
  /** Failures whose message says all that a person needs; others keep their stack trace. */
  private static final Set<Class<? extends Exception>> SPEAK_FOR_THEMSELVES =
      Set.of(
          ModelException.class,
          ImageRejectedException.class,
          TextRejectedException.class,
          InvalidSpaceParamException.class,
          CollectionException.class,
          IOException.class);

  private final Command command;
  private final BeanFactory beans;
  private final Terminal terminal;
  private int exitCode = 1;

  CommandRun(Command command, BeanFactory beans, Terminal terminal) {
    this.command = command;
    this.beans = beans;
    this.terminal = terminal;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    try {
      exitCode = command.run(beans, terminal);
    } catch (IOException | RuntimeException e) {
      Throwable known = known(e);
      if (known == null) {
        throw e;
      }
      terminal.err().println("imagespace: " + known.getMessage());
    }
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }

  /** Spring wraps what goes wrong while a bean is made. */
  private static @Nullable Throwable known(Throwable thrown) {
    Throwable unwrapped = thrown;
    while (unwrapped instanceof BeansException && unwrapped.getCause() != null) {
      unwrapped = unwrapped.getCause();
    }
    Throwable candidate = unwrapped;
    boolean speaks = SPEAK_FOR_THEMSELVES.stream().anyMatch(type -> type.isInstance(candidate));
    return speaks ? candidate : null;
  }
}
