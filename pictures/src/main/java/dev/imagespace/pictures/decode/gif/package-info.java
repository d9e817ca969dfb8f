/** GIF: the first frame. */
@NullMarked
package dev.imagespace.pictures.decode.gif;

import org.jspecify.annotations.NullMarked;
