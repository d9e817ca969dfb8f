package dev.imagespace.sample.command;

import dev.imagespace.ImageSpace;
import dev.imagespace.model.CachedModel;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.ModelOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** {@code model show}: what a model is, told by its small files and the headers of its weights. */
record ShowModelCommand(String name) implements ModelCommand {

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    ModelShelf shelf = ModelShelf.of(beans);
    try (ImageSpace space =
        shelf.open(name, shelf.properties().hubSettings().withWeights(WeightFetch.ON_DEMAND))) {
      ModelInfo info = space.modelInfo();
      CachedModel cached = shelf.store().in(info.directory()).orElse(null);
      terminal.out().write(describe(space, info, cached).getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
    }
    return 0;
  }

  private String describe(ImageSpace space, ModelInfo info, @Nullable CachedModel cached) {
    ModelOrigin origin = info.origin();
    var table = new TextTable();
    table.row("model", origin == null ? info.model() : origin.repository());
    table.row("architecture", info.architecture());
    table.row("dimension", String.valueOf(info.dimension()));
    table.row("parameters", String.format(Locale.ROOT, "%,d", info.parameters()));
    table.row("preprocessing", info.preprocessing());
    table.row("tokenizer", info.tokenizer());
    table.row("context length", info.contextLength() + " tokens");
    table.row("handler", info.handler().name());
    if (origin != null) {
      table.row("commit", revision(origin, cached));
    }
    table.row("licence of the weights", info.weightLicence().describe());
    table.row("fingerprint", fingerprint(space, cached));
    table.row("files", files(info.directory(), cached));
    table.row("directory", info.directory().toString());
    return table.render();
  }

  private static String revision(ModelOrigin origin, @Nullable CachedModel cached) {
    String revisions = cached == null ? "" : String.join(", ", cached.revisions());
    return revisions.isEmpty() ? origin.commit() : origin.commit() + " (" + revisions + ")";
  }

  private String fingerprint(ImageSpace space, @Nullable CachedModel cached) {
    return cached == null || cached.isWhole()
        ? space.fingerprint()
        : "needs the weights: model pull " + name;
  }

  private static String files(Path directory, @Nullable CachedModel cached) {
    if (cached == null) {
      return size(directory);
    }
    String here = "%d, %s".formatted(cached.files(), TextTable.size(cached.bytes()).strip());
    return Optional.ofNullable(cached.lack())
        .map(lack -> "%s; %s to fetch".formatted(here, TextTable.size(cached.missing()).strip()))
        .orElse(here);
  }

  private static String size(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      LongSummaryStatistics sizes =
          files.filter(Files::isRegularFile).mapToLong(ShowModelCommand::bytes).summaryStatistics();
      return "%d, %s".formatted(sizes.getCount(), TextTable.size(sizes.getSum()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
