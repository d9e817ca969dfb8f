/** Encoded pictures to pixels in their native mode; below, a room for each format. */
@NullMarked
package dev.imagespace.pictures.decode;

import org.jspecify.annotations.NullMarked;
