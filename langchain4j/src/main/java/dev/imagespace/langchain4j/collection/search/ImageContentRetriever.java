package dev.imagespace.langchain4j.collection.search;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a chat the items of a collection that are like what was said: the description of each, or
 * its id, with its metadata, and under {@value #PICTURE} where its picture lies. Scores are
 * cosines. Immutable and thread-safe.
 */
public final class ImageContentRetriever implements ContentRetriever {
  /** The metadata of a content that says where its picture lies. */
  public static final String PICTURE = "picture";

  private final ImageSearch search;
  private final SearchQuery template;

  private ImageContentRetriever(ImageSearch search, SearchQuery template) {
    this.search = search;
    this.template = template;
  }

  /**
   * One that searches with the words of a chat, as the template does otherwise.
   *
   * @param template whose filter, minimum score, limit and so on count; its terms are added to the
   *     words
   */
  public static ImageContentRetriever of(ImageSearch search, SearchQuery template) {
    return new ImageContentRetriever(search, template);
  }

  @Override
  public List<Content> retrieve(Query query) {
    List<SearchTerm> terms = new ArrayList<>(template.terms());
    terms.add(new SearchTerm.Words(query.text(), 1));
    return search.search(template.withTerms(terms)).stream()
        .map(ImageContentRetriever::content)
        .toList();
  }

  private static Content content(SearchHit hit) {
    TextSegment segment = hit.entry().segment();
    String picture = hit.entry().picture();
    if (picture != null && !segment.metadata().containsKey(PICTURE)) {
      segment.metadata().put(PICTURE, picture);
    }
    return Content.from(
        segment,
        Map.of(ContentMetadata.SCORE, hit.score(), ContentMetadata.EMBEDDING_ID, hit.id()));
  }
}
