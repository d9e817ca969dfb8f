/** JPEG: what its segments say, and its pixels. */
@NullMarked
package dev.imagespace.pictures.decode.jpeg;

import org.jspecify.annotations.NullMarked;
