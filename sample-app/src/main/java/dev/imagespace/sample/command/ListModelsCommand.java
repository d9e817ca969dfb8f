package dev.imagespace.sample.command;

import dev.imagespace.ModelStore;
import dev.imagespace.model.CachedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;

/** {@code model list}: the models of the cache, whoever fetched them. */
record ListModelsCommand() implements ModelCommand {
  private static final int COMMIT = 12;

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    ModelStore store = ModelShelf.of(beans).store();
    List<CachedModel> models = store.list();
    var table = new TextTable();
    if (!models.isEmpty()) {
      table.row("MODEL", "REVISION", "COMMIT", "    SIZE", "LICENCE", "HANDLER", "STATE");
    }
    for (CachedModel model : models) {
      table.row(
          model.repository(),
          model.revisions().isEmpty() ? "-" : String.join(", ", model.revisions()),
          shortened(model.commit()),
          TextTable.size(model.bytes()),
          model.licence() == null ? "-" : model.licence(),
          model.handler() == null ? "-" : model.handler().name(),
          state(model));
    }
    String count = models.isEmpty() ? "No models" : "%n%d in all".formatted(models.size());
    String text = table.render() + count + " in " + store.directory() + "\n";
    terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
    terminal.out().flush();
    return 0;
  }

  private static String state(CachedModel model) {
    if (model.isWhole()) {
      return "whole";
    }
    return model.missing() > 0
        ? TextTable.size(model.missing()).strip() + " missing"
        : String.valueOf(model.lack());
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(COMMIT, commit.length()));
  }
}
