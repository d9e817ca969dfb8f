/**
 * The files of a tokenizer, as strangers wrote them: read strictly, and held against what is known.
 */
@NullMarked
package dev.imagespace.tokenize.file;

import org.jspecify.annotations.NullMarked;
