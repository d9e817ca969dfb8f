/** Pixels to CHW floats, bit for bit as Pillow does it. */
@NullMarked
package dev.imagespace.pictures.preprocess;

import org.jspecify.annotations.NullMarked;
