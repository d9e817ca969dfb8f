package dev.imagespace.sample.command;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import dev.imagespace.model.ModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** {@code model verify}: every byte of one model, or of all, compared with the announced hashes. */
record VerifyModelsCommand(@Nullable String name) implements ModelCommand {

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    ModelShelf shelf = ModelShelf.of(beans);
    ModelStore store = shelf.store();
    List<CachedModel> models =
        name == null ? store.list() : store.find(name, shelf.properties().modelHandler());
    boolean sound = true;
    for (CachedModel model : models) {
      List<CheckedFile> files = store.verify(model);
      sound &= isSound(model, files);
      terminal.out().write(describe(model, files).getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
    }
    if (models.isEmpty()) {
      terminal.err().println("No models in " + store.directory());
    }
    return sound ? 0 : 1;
  }

  private static boolean isSound(CachedModel model, List<CheckedFile> files) {
    return model.isWhole() && files.stream().noneMatch(VerifyModelsCommand::isDamaged);
  }

  private static boolean isDamaged(CheckedFile file) {
    return file.verdict() == Verdict.CHANGED || file.verdict() == Verdict.MISSING;
  }

  private static String describe(CachedModel model, List<CheckedFile> files) {
    String title = model.repository() + "@" + model.commit();
    var table = new TextTable();
    for (CheckedFile file : files) {
      String verdict = file.verdict().name();
      table.row(
          isDamaged(file) ? verdict : verdict.toLowerCase(Locale.ROOT),
          TextTable.size(file.bytes()),
          file.path());
    }
    return title + "\n" + table.render().indent(2) + advice(model, files) + "\n";
  }

  /** What to do, and of an unknown verdict what it means. */
  private static String advice(CachedModel model, List<CheckedFile> files) {
    var text = new StringBuilder();
    files.stream()
        .filter(file -> file.verdict() == Verdict.CHANGED)
        .forEach(file -> text.append("Delete ").append(file.file()).append('\n'));
    if (!isSound(model, files)) {
      String lack = model.isWhole() ? "" : "Not whole: " + model.lack() + ".\n";
      text.append(lack)
          .append("Then run: model pull %s@%s%n".formatted(model.repository(), model.commit()));
    }
    if (files.stream().anyMatch(file -> file.verdict() == Verdict.UNKNOWN)) {
      text.append("unknown: nobody told a hash to compare with.\n");
    }
    return text.toString();
  }
}
