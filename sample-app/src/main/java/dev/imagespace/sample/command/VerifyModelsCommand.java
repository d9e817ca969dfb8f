package dev.imagespace.sample.command;

import dev.imagespace.ModelStore;
import dev.imagespace.model.CachedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
      VerifiedModel verified = VerifiedModel.of(store, model);
      sound &= verified.isSound();
      terminal.out().write(verified.describe().getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
    }
    if (models.isEmpty()) {
      terminal.err().println("No models in " + store.directory());
    }
    return sound ? 0 : 1;
  }
}
