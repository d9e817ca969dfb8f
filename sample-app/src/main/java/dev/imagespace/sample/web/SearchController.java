package dev.imagespace.sample.web;

import dev.imagespace.image.ImageSource;
import dev.imagespace.sample.collection.EmbeddedPicture;
import dev.imagespace.sample.collection.InvalidSearchException;
import dev.imagespace.sample.collection.PictureCollection;
import dev.imagespace.sample.collection.PictureSearch;
import dev.imagespace.sample.collection.SearchQuery;
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

  private final PictureSearch search;

  SearchController(PictureSearch search) {
    this.search = search;
  }

  @GetMapping("/search")
  List<FoundPicture> byWords(@RequestParam String q, @RequestParam(defaultValue = "24") int limit) {
    return find(SearchQuery.ofText(q), limit);
  }

  @PostMapping(path = "/search", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  List<FoundPicture> byPicture(
      @RequestParam MultipartFile image,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "1") double textWeight,
      @RequestParam(defaultValue = "1") double imageWeight,
      @RequestParam(defaultValue = "24") int limit)
      throws IOException {
    ImageSource source = ImageSource.of(image.getBytes());
    return find(new SearchQuery(q, textWeight, source, imageWeight), limit);
  }

  /** The pictures most like one of the collection, which comes first itself. */
  @GetMapping(path = "/search", params = "like")
  List<FoundPicture> byLikeness(
      @RequestParam String like, @RequestParam(defaultValue = "24") int limit) {
    PictureCollection collection = search.collection();
    EmbeddedPicture picture =
        collection.find(like).orElseThrow(() -> new UnknownPictureException(like));
    return FoundPicture.of(collection.search(picture.vector(), checked(limit)));
  }

  private List<FoundPicture> find(SearchQuery query, int limit) {
    if (query.isEmpty()) {
      throw new InvalidSearchException(
          "Nothing to search for: give words as 'q', or a picture as 'image', of some weight.");
    }
    int checked = checked(limit);
    return FoundPicture.of(search.search(search.collection(), query, checked));
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new InvalidSearchException("'limit' is %d; it may be 1 to %d.".formatted(limit, MOST));
    }
    return limit;
  }
}
