@NullMarked
package dev.imagespace.lucene;

import org.jspecify.annotations.NullMarked;
