/** What transformers' files say of a CLIP model, and how its weights are named there. */
@NullMarked
package dev.imagespace.checkpoint.huggingface;

import org.jspecify.annotations.NullMarked;
