/** A store of vectors inside the application, on Lucene: persistent, filtered, and by words too. */
@NullMarked
package dev.imagespace.lucene;

import org.jspecify.annotations.NullMarked;
