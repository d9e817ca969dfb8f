/** TIFF: the first page, rewritten for the decoder of the JDK. */
@NullMarked
package dev.imagespace.pictures.decode.tiff;

import org.jspecify.annotations.NullMarked;
