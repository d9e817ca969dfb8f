/** VP8L, by the WebP lossless specification. */
@NullMarked
package dev.imagespace.image.decode.webp.lossless;

import org.jspecify.annotations.NullMarked;
