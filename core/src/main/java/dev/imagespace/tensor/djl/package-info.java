/** Runs the operations on DJL's PyTorch engine and owns its native memory. */
@NullMarked
package dev.imagespace.tensor.djl;

import org.jspecify.annotations.NullMarked;
