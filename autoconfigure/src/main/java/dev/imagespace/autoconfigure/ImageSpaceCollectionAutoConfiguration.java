package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.GuardedStore;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.RequiredFilter;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.jdbc.JdbcCatalog;
import dev.imagespace.langchain4j.collection.pgvector.PgVectorStore;
import dev.imagespace.langchain4j.collection.search.ImageSearch;
import dev.imagespace.lucene.LuceneStorage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of an {@link ImageCollection} over the store that {@code
 * imagespace.store.type} names, or over an {@code EmbeddingStore} and a {@link Catalog} of the
 * application's own.
 */
@AutoConfiguration(
    after = ImageSpaceAutoConfiguration.class,
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(ImageCollection.class)
@ConditionalOnBooleanProperty(name = "imagespace.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ImageSpaceStoreProperties.class)
public final class ImageSpaceCollectionAutoConfiguration {

  private static EmbeddingStore<TextSegment> guarded(
      EmbeddingStore<TextSegment> store, ImageSpaceStoreProperties properties) {
    String key = properties.requiredFilter();
    return key == null || store instanceof GuardedStore
        ? store
        : new GuardedStore(store, new RequiredFilter(key));
  }

  /** Refuses a collection of another model when the application starts. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(ImageSpace.class)
  @ConditionalOnBean({EmbeddingStore.class, Catalog.class})
  ImageCollection imageCollection(
      ImageSpace space,
      EmbeddingStore<TextSegment> store,
      Catalog catalog,
      ImageSpaceStoreProperties properties) {
    return ImageCollection.open(space, guarded(store, properties), catalog);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ImageCollection.class)
  ImageSearch imageSearch(ImageCollection collection) {
    return ImageSearch.in(collection);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(ImageCollection.class)
  ImageIngestor imageIngestor(ImageCollection collection) {
    return ImageIngestor.into(collection);
  }

  /** In a directory of this machine. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(LuceneStorage.class)
  @ConditionalOnProperty(name = "imagespace.store.type", havingValue = "lucene")
  static class LuceneConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    LuceneStorage imageSpaceStorage(ImageSpaceStoreProperties properties) {
      return LuceneStorage.open(Path.of(properties.directory()));
    }

    /** Closed by the storage. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean(EmbeddingStore.class)
    EmbeddingStore<TextSegment> imageSpaceStore(
        LuceneStorage storage, ImageSpaceStoreProperties properties) {
      return guarded(storage.store(), properties);
    }

    /** Closed by the storage. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Catalog imageSpaceCatalog(LuceneStorage storage) {
      return storage.catalog();
    }
  }

  /** In the application's database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DataSource.class)
  @ConditionalOnProperty(name = "imagespace.store.type", havingValue = "pgvector")
  static class PgVectorConfiguration {

    @Bean
    @ConditionalOnMissingBean(EmbeddingStore.class)
    EmbeddingStore<TextSegment> imageSpaceStore(
        DataSource dataSource, ImageSpace space, ImageSpaceStoreProperties properties) {
      return guarded(PgVectorStore.of(dataSource, properties.table(), space.length()), properties);
    }

    @Bean
    @ConditionalOnMissingBean
    Catalog imageSpaceCatalog(DataSource dataSource, ImageSpaceStoreProperties properties) {
      return JdbcCatalog.of(dataSource, properties.table());
    }
  }
}
