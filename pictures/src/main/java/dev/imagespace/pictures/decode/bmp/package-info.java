/** BMP: its headers, and its pixels. */
@NullMarked
package dev.imagespace.pictures.decode.bmp;

import org.jspecify.annotations.NullMarked;
