/** What the files that sentence-transformers adds to a model of transformers say. */
@NullMarked
package dev.imagespace.checkpoint.sentencetransformers;

import org.jspecify.annotations.NullMarked;
