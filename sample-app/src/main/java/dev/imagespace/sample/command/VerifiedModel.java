package dev.imagespace.sample.command;

import dev.imagespace.ModelStore;
import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import java.util.List;
import java.util.Locale;

/** A model of the cache whose every byte was read. Immutable. */
record VerifiedModel(CachedModel model, List<CheckedFile> files) {

  static VerifiedModel of(ModelStore store, CachedModel model) {
    return new VerifiedModel(model, store.verify(model));
  }

  boolean isSound() {
    return model.isWhole() && files.stream().noneMatch(VerifiedModel::isDamaged);
  }

  private static boolean isDamaged(CheckedFile file) {
    return file.verdict() == Verdict.CHANGED || file.verdict() == Verdict.MISSING;
  }

  /** A line for each file, the damaged ones in capitals, and what to do about them. */
  String describe() {
    String title = model.repository() + "@" + model.commit();
    var table = new TextTable();
    for (CheckedFile file : files) {
      String verdict = file.verdict().name();
      table.row(
          isDamaged(file) ? verdict : verdict.toLowerCase(Locale.ROOT),
          TextTable.size(file.bytes()),
          file.path());
    }
    return title + "\n" + table.render().indent(2) + advice() + "\n";
  }

  private String advice() {
    var text = new StringBuilder();
    files.stream()
        .filter(file -> file.verdict() == Verdict.CHANGED)
        .forEach(file -> text.append("Delete ").append(file.file()).append('\n'));
    if (!isSound()) {
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
