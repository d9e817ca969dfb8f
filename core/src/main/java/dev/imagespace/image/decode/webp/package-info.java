/**
 * WebP, bit for bit as libwebp decodes it: lossy by RFC 6386, lossless by the WebP lossless
 * specification.
 */
@NullMarked
package dev.imagespace.image.decode.webp;

import org.jspecify.annotations.NullMarked;
