package dev.imagespace.testing.mutation;

import dev.imagespace.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The JVM that a {@link Campaign} starts. To see one case alone: subject, seed, number, number + 1,
 * a directory, which is left as it is, and a file for the outcome.
 */
final class CampaignProcess {
  private static final int SHOWN = 500;

  private CampaignProcess() {}

  /** Subject, seed, first case, end, directory of the case, file of the outcomes. */
  public static void main(String... arguments) throws Exception {
    Subject subject =
        Class.forName(arguments[0])
            .asSubclass(Subject.class)
            .getDeclaredConstructor()
            .newInstance();
    long seed = Long.parseLong(arguments[1]);
    Path directory = Path.of(arguments[4]);
    Path outcomes = Path.of(arguments[5]);
    for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
      clear(directory);
      subject.write(new SplittableRandom(seed + i), directory);
      Files.writeString(
          outcomes,
          outcome(subject, directory, i).line(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static Outcome outcome(Subject subject, Path directory, int number) {
    try {
      subject.open(directory);
      return new Outcome(number, Outcome.Kind.OPENED, "");
    } catch (ModelException e) {
      return refusal(number, e);
    } catch (Throwable e) {
      return new Outcome(number, Outcome.Kind.FAILED, described(e));
    }
  }

  /** Memory is never a file's fault, nor is a message of a file's length one that helps. */
  private static Outcome refusal(int number, ModelException e) {
    boolean right =
        Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
            .noneMatch(VirtualMachineError.class::isInstance);
    return right && String.valueOf(e.getMessage()).length() <= 2_000
        ? new Outcome(number, Outcome.Kind.REFUSED, "")
        : new Outcome(number, Outcome.Kind.FAILED, described(e));
  }

  private static String described(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String text = e + (trace.length == 0 ? "" : " at " + trace[0]) + ", cause " + e.getCause();
    return text.substring(0, Math.min(SHOWN, text.length()));
  }

  private static void clear(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.sorted(Comparator.reverseOrder()).filter(p -> !p.equals(directory)).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
