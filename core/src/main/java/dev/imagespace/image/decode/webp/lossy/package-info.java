/** VP8, by RFC 6386. */
@NullMarked
package dev.imagespace.image.decode.webp.lossy;

import org.jspecify.annotations.NullMarked;
