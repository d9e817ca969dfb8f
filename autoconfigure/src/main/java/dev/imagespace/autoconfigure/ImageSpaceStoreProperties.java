package dev.imagespace.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where pictures and their vectors are kept. Immutable.
 *
 * @param type Kind of the store; none is made where this is not set. A store of the application's
 *     own is used in its place.
 * @param directory Directory of the store of type lucene.
 * @param table Table of the store of type pgvector, and name of its catalog.
 * @param requiredFilter Key of metadata, such as tenant, that every item must have and every search
 *     must pin to a value.
 */
@ConfigurationProperties("imagespace.store")
public record ImageSpaceStoreProperties(
    @Nullable Type type,
    @DefaultValue("imagespace-store") String directory,
    @DefaultValue("imagespace_pictures") String table,
    @Nullable String requiredFilter) {

  /** Kinds of stores. */
  public enum Type {
    /** In a directory of this machine; needs {@code imagespace-lucene}. */
    LUCENE,
    /** In the application's PostgreSQL, by its DataSource. */
    PGVECTOR
  }
}
