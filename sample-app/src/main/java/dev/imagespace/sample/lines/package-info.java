/** JSON lines in, JSON lines out: the protocol of {@code embed}. */
@NullMarked
package dev.imagespace.sample.lines;

import org.jspecify.annotations.NullMarked;
