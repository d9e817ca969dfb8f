/** Loads pictures within limits: their bytes, memory, processors and decoder threads. */
@NullMarked
package dev.imagespace.image.load;

import org.jspecify.annotations.NullMarked;
