package dev.imagespace.sample.command;

import dev.imagespace.ModelStore;
import dev.imagespace.model.PublishedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.BeanFactory;

/** {@code model coverage}: the weights that OpenCLIP publishes, and the network built for each. */
record CoverageCommand() implements ModelCommand {

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    List<PublishedModel> models = ModelStore.published();
    var table = new TextTable();
    table.row("MODEL", "DIMENSION", "PARAMETERS", "NETWORK");
    for (PublishedModel model : models) {
      table.row(
          model.architecture() + "/" + model.tag(),
          String.format(Locale.ROOT, "%9d", model.dimension()),
          String.format(Locale.ROOT, "%9.1f M", model.parameters() / 1e6),
          model.isCovered() ? String.valueOf(model.network()) : "refused: " + model.refusal());
    }
    long covered = models.stream().filter(PublishedModel::isCovered).count();
    long bare = models.stream().filter(PublishedModel::isBareFile).count();
    String text =
        "%s%n%d pairs are files without a configuration, which 'model pull' does not take.%n%d/%d%n"
            .formatted(table.render(), bare, covered, models.size());
    terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
    terminal.out().flush();
    return 0;
  }
}
