/** TIFF: the first page, strip by strip. */
@NullMarked
package dev.imagespace.pictures.decode.tiff;

import org.jspecify.annotations.NullMarked;
