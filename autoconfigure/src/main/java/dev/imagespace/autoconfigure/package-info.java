/**
 * Wires an {@code ImageSpace} and its LangChain4j {@code EmbeddingModel} into a Spring Boot
 * application, and explains a start that failed.
 */
@NullMarked
package dev.imagespace.autoconfigure;

import org.jspecify.annotations.NullMarked;
