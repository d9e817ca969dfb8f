/** PNG: its chunks, and its pixels. */
@NullMarked
package dev.imagespace.image.decode.png;

import org.jspecify.annotations.NullMarked;
