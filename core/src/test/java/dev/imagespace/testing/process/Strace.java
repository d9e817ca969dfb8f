package dev.imagespace.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process asked the kernel for, whether it got it or not, by strace(1). */
final class Strace {
  private static final String CALLS =
      "connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,symlinkat,link,linkat";

  /** A name server is one, too. */
  private static final Predicate<String> ANOTHER_MACHINE =
      Pattern.compile("AF_INET6?\\b").asPredicate();

  private static final Predicate<String> READING =
      Pattern.compile("open(at)?\\((?!.*O_(WRONLY|RDWR|CREAT))").asPredicate();

  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  private final Path file;

  Strace(Path file) {
    this.file = file;
  }

  /** Whether it can be used here: it may not be installed, or not be allowed to. */
  static boolean isThere() throws InterruptedException {
    try {
      Process nothing =
          new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "true").start();
      return nothing.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The command that runs another under observation. */
  List<String> command(List<String> observed) {
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "--seccomp-bpf", "-s", "300", "-e", "trace=" + CALLS));
    command.addAll(List.of("-o", file.toString()));
    command.addAll(observed);
    return command;
  }

  /** Calls that reach for another machine. */
  List<String> reaching() throws IOException {
    return calls(ANOTHER_MACHINE);
  }

  /** Names of what was to be written to, made or moved. */
  List<String> written() throws IOException {
    return calls(ANOTHER_MACHINE.or(call -> call.contains("AF_UNIX")).or(READING).negate()).stream()
        .map(NAME::matcher)
        .filter(Matcher::find)
        .map(name -> name.group(1))
        .distinct()
        .toList();
  }

  private List<String> calls(Predicate<String> kind) throws IOException {
    try (Stream<String> calls = Files.lines(file)) {
      return calls.filter(kind).toList();
    }
  }
}
