/** PNG: its chunks, and its pixels. */
@NullMarked
package dev.imagespace.pictures.decode.png;

import org.jspecify.annotations.NullMarked;
