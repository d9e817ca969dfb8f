package dev.imagespace.sample.command;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.search.InvalidQueryException;
import dev.imagespace.langchain4j.collection.search.QueryText;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.langchain4j.collection.search.SearchTerm;
import dev.imagespace.sample.collection.CollectionChoice;
import dev.imagespace.sample.collection.OpenedCollection;
import dev.imagespace.sample.collection.PictureCollections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** {@code search}: a ranked table of pictures. */
record SearchCommand(SearchQuery query, @Nullable CollectionChoice choice) implements Command {

  static SearchCommand parse(List<String> arguments) {
    var parsed =
        Arguments.parse(
            arguments,
            Set.of("image", "text-weight", "image-weight", "limit", "collection"),
            Set.of());
    var builder = SearchQuery.builder().limit(parsed.count("limit", 10, 1000));
    double textWeight = parsed.number("text-weight", 1);
    terms(String.join(" ", parsed.words()))
        .forEach(term -> builder.term(weighted(term, textWeight)));
    double imageWeight = parsed.number("image-weight", 1);
    parsed
        .option("image")
        .map(SearchCommand::image)
        .ifPresent(it -> builder.picture(it, imageWeight));
    SearchQuery query = builder.build();
    if (query.terms().isEmpty()) {
      throw new UsageException("Say what to search for: words, --image FILE, or both.");
    }
    return new SearchCommand(
        query, parsed.option("collection").map(SearchCommand::choice).orElse(null));
  }

  private static List<SearchTerm> terms(String text) {
    try {
      return text.isBlank() ? List.of() : QueryText.parseTrusted(text);
    } catch (InvalidQueryException | ImageRejectedException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static SearchTerm weighted(SearchTerm term, double weight) {
    return term instanceof SearchTerm.Words words
        ? new SearchTerm.Words(words.text(), weight * words.weight())
        : term;
  }

  @Override
  public int run(BeanFactory beans, Terminal terminal) throws IOException {
    PictureCollections collections = beans.getBean(PictureCollections.class);
    var progress = new ProgressLines(terminal.err(), "Embedding the gallery, once for this model");
    OpenedCollection collection =
        choice == null ? collections.open(progress) : collections.open(choice, progress);
    List<SearchHit> hits = collection.search(query);
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
