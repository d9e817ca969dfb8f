package dev.imagespace.sample.command;

import dev.imagespace.langchain4j.collection.ingest.IngestSummary;
import dev.imagespace.sample.collection.CollectionChoice;
import dev.imagespace.sample.collection.PictureCollections;
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
    var report = new IndexReport(new ProgressLines(terminal.err(), "Embedding"));
    var stopped = new AtomicBoolean();
    var saved = new CountDownLatch(1);
    var hook = new Thread(() -> stop(stopped, saved), "save-index");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      IngestSummary summary = collections.index(roots, report, stopped::get);
      long size = collections.open(CollectionChoice.INDEX, report).pictures().size();
      terminal.out().write(report.text(summary, size).getBytes(StandardCharsets.UTF_8));
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
}
