/** Runs the operations on DJL's PyTorch engine and owns its native memory. */
@NullMarked
package dev.imagespace.pytorch;

import org.jspecify.annotations.NullMarked;
