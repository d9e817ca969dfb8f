/** Files of weights: safetensors, and what {@code torch.save} writes. */
@NullMarked
package dev.imagespace.checkpoint.format;

import org.jspecify.annotations.NullMarked;
