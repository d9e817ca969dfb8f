/** Time from the bytes of a picture to the tensor of a model. */
@NullMarked
package dev.imagespace.benchmarks;

import org.jspecify.annotations.NullMarked;
