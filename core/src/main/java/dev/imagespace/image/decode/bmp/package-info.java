/** BMP: its headers, and its pixels. */
@NullMarked
package dev.imagespace.image.decode.bmp;

import org.jspecify.annotations.NullMarked;
