/** Where pictures come from, within which limits, and how their pixels are made: the public API. */
@NullMarked
package dev.imagespace.image;

import org.jspecify.annotations.NullMarked;
