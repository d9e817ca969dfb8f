package dev.imagespace.sample.command;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.sample.collection.CollectionChoice;
import dev.imagespace.sample.collection.Hit;
import dev.imagespace.sample.collection.PictureCollection;
import dev.imagespace.sample.collection.PictureSearch;
import dev.imagespace.sample.collection.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** {@code search}: a ranked table of pictures. */
record SearchCommand(SearchQuery query, int limit, @Nullable CollectionChoice choice)
    implements Command {

  static SearchCommand parse(List<String> arguments) {
    var parsed =
        Arguments.parse(
            arguments,
            Set.of("image", "text-weight", "image-weight", "limit", "collection"),
            Set.of());
    var query =
        new SearchQuery(
            String.join(" ", parsed.words()),
            parsed.number("text-weight", 1),
            parsed.option("image").map(SearchCommand::image).orElse(null),
            parsed.number("image-weight", 1));
    if (query.isEmpty()) {
      throw new UsageException("Say what to search for: words, --image FILE, or both.");
    }
    return new SearchCommand(
        query,
        parsed.count("limit", 10, 1000),
        parsed.option("collection").map(SearchCommand::choice).orElse(null));
  }

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    PictureSearch search = beans.getBean(PictureSearch.class);
    var progress = new ProgressLines(terminal.err(), "Embedding the gallery, once for this model");
    PictureCollection collection =
        choice == null ? search.collection(progress) : search.collection(choice, progress);
    List<Hit> hits = search.search(collection, query, limit);
    terminal.out().write(new ResultTable(hits).render().getBytes(StandardCharsets.UTF_8));
    terminal.out().flush();
    return 0;
  }

  private static ImageSource image(String given) {
    try {
      return ImageSource.parseTrusted(given);
    } catch (ImageRejectedException e) {
      throw new UsageException("'--image' names no picture: " + e.getMessage());
    }
  }

  private static CollectionChoice choice(String given) {
    return Arrays.stream(CollectionChoice.values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no collection '%s': it is one of gallery, index, auto."
                        .formatted(given)));
  }
}
