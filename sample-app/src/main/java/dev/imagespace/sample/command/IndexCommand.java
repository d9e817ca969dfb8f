package dev.imagespace.sample.command;

import dev.imagespace.sample.collection.PictureCollections;
import dev.imagespace.sample.collection.RejectedPicture;
import dev.imagespace.sample.collection.UpdateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.BeanFactory;

/** {@code index}: the pictures of directories become a collection that can be searched. */
record IndexCommand(List<Path> roots) implements Command {

  static IndexCommand parse(List<String> arguments) {
    List<String> words = Arguments.parse(arguments, Set.of(), Set.of()).words();
    if (words.isEmpty()) {
      throw new UsageException("Say which directories to index: index DIR…");
    }
    try {
      return new IndexCommand(words.stream().map(Path::of).toList());
    } catch (InvalidPathException e) {
      throw new UsageException("No directory: " + e.getMessage());
    }
  }

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    PictureCollections collections = beans.getBean(PictureCollections.class);
    var progress = new ProgressLines(terminal.err(), "Embedding");
    var stopped = new AtomicBoolean();
    var saved = new CountDownLatch(1);
    var hook = new Thread(() -> stop(stopped, saved), "save-index");
    Runtime.getRuntime().addShutdownHook(hook);
    UpdateReport report;
    try {
      report = collections.index(roots, progress, stopped::get);
      terminal.out().write(describe(report).getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
    } finally {
      saved.countDown();
      if (!stopped.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
    return 0;
  }

  /** Ctrl-C ends the run after the batch in hand, with everything saved. */
  private static void stop(AtomicBoolean stopped, CountDownLatch saved) {
    stopped.set(true);
    try {
      if (!saved.await(60, TimeUnit.SECONDS)) {
        System.err.println("Stopped before the last pictures were saved; run index again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String describe(UpdateReport report) {
    var text = new StringBuilder();
    for (RejectedPicture bad : report.rejected()) {
      String file = Terminal.oneLine(bad.file());
      String reason = Terminal.oneLine(bad.reason());
      String named = reason.contains(file) ? reason : file + ": " + reason;
      text.append("rejected  ").append(named).append('\n');
    }
    text.append(
        "%d embedded, %d unchanged, %d removed, %d rejected; the index holds %d pictures.%n"
            .formatted(
                report.embedded(),
                report.unchanged(),
                report.removed(),
                report.rejected().size(),
                report.collection().size()));
    if (report.left() > 0) {
      text.append("Stopped: %d are left; run index again to go on.%n".formatted(report.left()));
    }
    return text.toString();
  }
}
