/** GIF: the first frame. */
@NullMarked
package dev.imagespace.image.decode.gif;

import org.jspecify.annotations.NullMarked;
