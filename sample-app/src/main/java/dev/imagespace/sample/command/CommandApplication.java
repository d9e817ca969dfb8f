package dev.imagespace.sample.command;

import dev.imagespace.model.DownloadBar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** The two faces of the application: a web server, or one command and its exit code. */
public final class CommandApplication {
  private static final int USAGE = 2;

  private CommandApplication() {}

  /** Gives the exit code of a command; none for a web server, which goes on after this returns. */
  public static OptionalInt run(Class<?> application, String... arguments) throws IOException {
    try {
      var line = new CommandLine(arguments);
      if (line.isServer()) {
        SpringApplication.run(application, line.springProperties());
        return OptionalInt.empty();
      }
      if (line.isHelp()) {
        System.out.write(usage().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        return OptionalInt.of(0);
      }
      return OptionalInt.of(run(application, line.command(), line.springProperties()));
    } catch (UsageException e) {
      System.err.println("imagespace: " + e.getMessage() + "\n\n" + usage());
      return OptionalInt.of(USAGE);
    }
  }

  private static int run(Class<?> application, Command command, String... properties) {
    Terminal terminal = Terminal.ofProcess();
    Optional<DownloadBar> bar = DownloadBar.ofStandardError();
    var context =
        new SpringApplicationBuilder(command.application(application))
            .web(WebApplicationType.NONE)
            .profiles("command")
            // index saves on Ctrl-C: nothing may be closed under it meanwhile.
            .registerShutdownHook(false)
            // Downloads are told once: by the bar, or where nobody looks at one, by the log.
            .properties(
                "logging.level.dev.imagespace.downloads=" + (bar.isEmpty() ? "info" : "off"))
            .initializers(
                starting -> {
                  var beans = (GenericApplicationContext) starting;
                  bar.ifPresent(it -> beans.registerBean(DownloadBar.class, () -> it));
                  beans.registerBean(
                      CommandRun.class,
                      () -> new CommandRun(command, starting.getBeanFactory(), terminal));
                })
            .run(properties);
    return SpringApplication.exit(context);
  }

  private static String usage() {
    try (InputStream in = new ClassPathResource("usage.txt").getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
