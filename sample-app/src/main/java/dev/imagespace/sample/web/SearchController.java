package dev.imagespace.sample.web;

import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.search.InvalidQueryException;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.sample.collection.OpenedCollection;
import dev.imagespace.sample.collection.PictureCollections;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Search by words, by an uploaded picture, or by a picture of the collection. */
@RestController
class SearchController {
  private static final int MOST = 200;

  private final PictureCollections collections;

  SearchController(PictureCollections collections) {
    this.collections = collections;
  }

  @GetMapping("/search")
  List<FoundPicture> byWords(@RequestParam String q, @RequestParam(defaultValue = "24") int limit) {
    return find(words(SearchQuery.builder(), q, 1), limit);
  }

  @PostMapping(path = "/search", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  List<FoundPicture> byPicture(
      @RequestParam MultipartFile image,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "1") double textWeight,
      @RequestParam(defaultValue = "1") double imageWeight,
      @RequestParam(defaultValue = "24") int limit)
      throws IOException {
    var query = SearchQuery.builder().picture(ImageSource.of(image.getBytes()), imageWeight);
    return find(words(query, q, textWeight), limit);
  }

  /** The pictures most like one of the collection, which comes first itself. */
  @GetMapping(path = "/search", params = "like")
  List<FoundPicture> byLikeness(
      @RequestParam String like, @RequestParam(defaultValue = "24") int limit) {
    CollectionEntry picture =
        collections.open().find(like).orElseThrow(() -> new UnknownPictureException(like));
    return find(SearchQuery.builder().item(picture.id()), limit);
  }

  private static SearchQuery.Builder words(
      SearchQuery.Builder query, @Nullable String words, double weight) {
    return words == null || words.isBlank() ? query : query.words(words.strip(), weight);
  }

  private List<FoundPicture> find(SearchQuery.Builder builder, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new InvalidQueryException("'limit' is %d; it may be 1 to %d.".formatted(limit, MOST));
    }
    SearchQuery query = builder.limit(limit).build();
    if (query.terms().isEmpty()) {
      throw new InvalidQueryException(
          "Nothing to search for: give words as 'q', or a picture as 'image', of some weight.");
    }
    OpenedCollection collection = collections.open();
    return FoundPicture.of(collection.search(query));
  }
}
