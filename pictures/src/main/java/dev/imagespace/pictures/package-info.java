/** Pictures of hostile origin to pixels, and pixels to the input of a model, as Pillow does it. */
@NullMarked
package dev.imagespace.pictures;

import org.jspecify.annotations.NullMarked;
