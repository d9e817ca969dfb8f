package dev.imagespace.sample.command;

import dev.imagespace.ImageSpace;
import dev.imagespace.ModelStore;
import dev.imagespace.model.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.BeanFactory;

/**
 * {@code model pull}: a model is fetched whole, read once more, and opened as an application
 * without a network will, so that an image is never built with one that cannot be used.
 */
record PullModelCommand(String name) implements ModelCommand {

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    ModelShelf shelf = ModelShelf.of(beans);
    var ended = new AtomicBoolean();
    var hook =
        new Thread(
            () -> {
              if (!ended.get()) {
                terminal.err().println("\nStopped. What came is kept: run it again to go on.");
              }
            },
            "pull-stopped");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Path pulled = shelf.store().pull(name, shelf.properties().modelHandler());
      Optional<VerifiedModel> damaged = damaged(shelf.store(), pulled);
      String report = damaged.isPresent() ? damaged.get().describe() : opened(shelf, pulled);
      terminal.out().write(report.getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
      return damaged.isPresent() ? 1 : 0;
    } finally {
      ended.set(true);
    }
  }

  /** What was there before has the right size, and is not known to have the right bytes. */
  private static Optional<VerifiedModel> damaged(ModelStore store, Path pulled) {
    return store
        .in(pulled)
        .map(model -> VerifiedModel.of(store, model))
        .filter(model -> !model.isSound());
  }

  private String opened(ModelShelf shelf, Path pulled) {
    try (ImageSpace space = shelf.open(name, shelf.properties().hubSettings().withOffline(true))) {
      ModelInfo info = space.modelInfo();
      return "%s%s is whole: %s, %d dimensions, in %s%nLicence of the weights: %s%n"
          .formatted(
              name,
              info.origin() == null ? "" : " at " + info.origin().commit(),
              info.architecture(),
              info.dimension(),
              pulled,
              info.weightLicence().describe());
    }
  }
}
