@NullMarked
package dev.imagespace.langchain4j.collection.pgvector;

import org.jspecify.annotations.NullMarked;
