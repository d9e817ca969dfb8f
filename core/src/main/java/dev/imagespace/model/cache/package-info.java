/** Keeps the files of models on the disk, in the layout of huggingface_hub. */
@NullMarked
package dev.imagespace.model.cache;

import org.jspecify.annotations.NullMarked;
