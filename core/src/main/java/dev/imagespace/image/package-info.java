/** Bytes in, safely, decoded in their native mode. */
@NullMarked
package dev.imagespace.image;

import org.jspecify.annotations.NullMarked;
