package dev.imagespace.autoconfigure;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.CollectionMismatchException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.search.ImageSearch;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.langchain4j.collection.source.ItemSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import dev.imagespace.lucene.LuceneCatalog;
import dev.imagespace.lucene.LuceneEmbeddingStore;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ImageSpaceCollectionAutoConfigurationTests {
  private final Path directory;
  private final ApplicationContextRunner runner;

  ImageSpaceCollectionAutoConfigurationTests(@TempDir Path directory) {
    this.directory = directory;
    runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    ImageSpaceAutoConfiguration.class, ImageSpaceCollectionAutoConfiguration.class))
            .withPropertyValues(
                "imagespace.model=sl-tiny",
                "imagespace.model-cache-dir=" + Goldens.file("superlinked/cache"),
                "imagespace.offline=true",
                "imagespace.store.directory=" + directory);
  }

  @Test
  void withoutATypeThereIsNoCollection() {
    runner.run(context -> assertThat(context).doesNotHaveBean(ImageCollection.class));
  }

  @Test
  void aStoreOnLuceneIsFilledAndSearched() {
    runner
        .withPropertyValues("imagespace.store.type=lucene")
        .run(
            context -> {
              assertThat(context.getBean(EmbeddingStore.class))
                  .isInstanceOf(LuceneEmbeddingStore.class);
              context
                  .getBean(ImageIngestor.class)
                  .ingest(
                      ItemSource.of(
                          List.of(SourceItem.of("1", null, "a red circle", new Metadata()))));
              assertThat(context.getBean(ImageSearch.class).search(SearchQuery.ofWords("a circle")))
                  .extracting(SearchHit::id)
                  .containsExactly("1");
            });
  }

  @Test
  void aSearchThatForgetsTheRequiredFilterIsRefused() {
    runner
        .withPropertyValues(
            "imagespace.store.type=lucene", "imagespace.store.required-filter=tenant")
        .run(
            context -> {
              ImageSearch search = context.getBean(ImageSearch.class);
              assertThatThrownBy(() -> search.search(SearchQuery.ofWords("x")))
                  .isInstanceOf(CollectionException.class)
                  .hasMessageContaining("imagespace.store.required-filter");
              assertThat(
                      search.search(
                          SearchQuery.builder()
                              .words("x")
                              .filter(metadataKey("tenant").isEqualTo("me"))
                              .build()))
                  .isEmpty();
            });
  }

  @Test
  void aCollectionOfAnotherModelEndsTheStart() {
    try (LuceneCatalog catalog = LuceneCatalog.open(directory.resolve("catalog"))) {
      catalog.setProperties(
          Map.of("fingerprint", "0123456789abcdef", "model", "older", "dimension", "16"));
    }
    runner
        .withPropertyValues("imagespace.store.type=lucene")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(CollectionMismatchException.class));
  }

  @Test
  void aStoreOfTheApplicationWins() {
    runner
        .withPropertyValues("imagespace.store.type=lucene")
        .withBean(
            "own",
            LuceneEmbeddingStore.class,
            () -> LuceneEmbeddingStore.open(directory.resolve("own")))
        .run(
            context -> {
              assertThat(context).hasSingleBean(EmbeddingStore.class);
              assertThat(context.getBean(ImageCollection.class).store())
                  .isSameAs(context.getBean("own"));
              assertThat(context).hasSingleBean(Catalog.class);
            });
  }
}
