package dev.imagespace.langchain4j.collection;

import dev.langchain4j.store.embedding.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that finds by the words of its texts too, such as article numbers and brands. */
public interface LexicalStore {

  /**
   * Ids of those whose text has words of the query, best first.
   *
   * @param words of a person: whatever they are, they are no syntax
   */
  List<String> findByText(String words, int limit, @Nullable Filter filter);
}
