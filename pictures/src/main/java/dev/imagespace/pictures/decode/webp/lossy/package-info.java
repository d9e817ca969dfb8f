/** VP8, by RFC 6386. */
@NullMarked
package dev.imagespace.pictures.decode.webp.lossy;

import org.jspecify.annotations.NullMarked;
