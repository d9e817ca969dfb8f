/** WebP, bit for bit as libwebp decodes it: its chunks, its alpha plane, its first frame. */
@NullMarked
package dev.imagespace.pictures.decode.webp;

import org.jspecify.annotations.NullMarked;
