/** Runs a loaded model: pictures and texts to vectors. */
@NullMarked
package dev.imagespace.encode;

import org.jspecify.annotations.NullMarked;
