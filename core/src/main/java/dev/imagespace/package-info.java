/** The public API: the nouns of superlinked's ImageSpace. */
@NullMarked
package dev.imagespace;

import org.jspecify.annotations.NullMarked;
