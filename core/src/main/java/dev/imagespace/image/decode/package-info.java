/** Encoded pictures to pixels in their native mode; below, a room for each format. */
@NullMarked
package dev.imagespace.image.decode;

import org.jspecify.annotations.NullMarked;
