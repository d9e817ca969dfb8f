/** Text to token ids. */
@NullMarked
package dev.imagespace.tokenize;

import org.jspecify.annotations.NullMarked;
