/**
 * A collection of pictures over any LangChain4j {@code EmbeddingStore}: a catalog beside the store
 * knows what the store cannot tell, and keeps one model's vectors from another's.
 *
 * <p>{@code source} says where items come from, {@code ingest} brings them in, {@code search} finds
 * them.
 */
@NullMarked
package dev.imagespace.langchain4j.collection;

import org.jspecify.annotations.NullMarked;
