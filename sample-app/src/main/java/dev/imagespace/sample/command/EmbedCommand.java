package dev.imagespace.sample.command;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.Normalization;
import dev.imagespace.execution.Outcome;
import dev.imagespace.sample.lines.EmbeddingLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;

/** {@code embed}: vectors for the lines of standard input. */
record EmbedCommand(Normalization normalization) implements Command {

  static EmbedCommand parse(List<String> arguments) {
    var parsed = Arguments.parse(arguments, Set.of(), Set.of("raw"));
    if (!parsed.words().isEmpty()) {
      throw new UsageException(
          "embed reads its items from standard input; there is nothing to do for '%s'."
              .formatted(parsed.words().get(0)));
    }
    return new EmbedCommand(parsed.flag("raw") ? Normalization.NONE : Normalization.L2);
  }

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    ImageSpace space = beans.getBean(ImageSpace.class);
    // A model with bad weights fails here, once, and not line by line.
    space.warmUp();
    new EmbeddingLines(items -> embed(space, items)).answer(terminal.in(), terminal.out());
    return 0;
  }

  /** A line of text alone is that text, "" as well; only beside a picture does "" mean none. */
  private List<Outcome<float[]>> embed(ImageSpace space, List<ImageData> items) {
    List<Outcome<float[]>> vectors = new ArrayList<>();
    for (Outcome<ItemEmbedding> item : space.embedEach(items, normalization)) {
      vectors.add(item.map(ItemEmbedding::vector));
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).image() == null && "".equals(items.get(i).description())) {
        vectors.set(i, Outcome.of(space.embedTexts(List.of(""), normalization).get(0)));
      }
    }
    return vectors;
  }
}
