/** A store of vectors in PostgreSQL with the extension pgvector. */
@NullMarked
package dev.imagespace.langchain4j.collection.pgvector;

import org.jspecify.annotations.NullMarked;
