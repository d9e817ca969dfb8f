/** VP8L, by the WebP lossless specification. */
@NullMarked
package dev.imagespace.pictures.decode.webp.lossless;

import org.jspecify.annotations.NullMarked;
