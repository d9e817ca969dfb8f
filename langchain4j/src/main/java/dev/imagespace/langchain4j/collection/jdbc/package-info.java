/** A collection's catalog in a database. */
@NullMarked
package dev.imagespace.langchain4j.collection.jdbc;

import org.jspecify.annotations.NullMarked;
