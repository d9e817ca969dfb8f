/** Brings items into a collection. */
@NullMarked
package dev.imagespace.langchain4j.collection.ingest;

import org.jspecify.annotations.NullMarked;
