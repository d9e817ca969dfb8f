/** Pictures, their vectors on disk, and the search over them. */
@NullMarked
package dev.imagespace.sample.collection;

import org.jspecify.annotations.NullMarked;
