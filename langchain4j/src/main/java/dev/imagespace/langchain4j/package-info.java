/**
 * An {@link dev.imagespace.ImageSpace} as a LangChain4j {@code EmbeddingModel}: pictures and texts
 * in one space, over any {@code EmbeddingStore}.
 */
@NullMarked
package dev.imagespace.langchain4j;

import org.jspecify.annotations.NullMarked;
