/** How much of what strangers write is read, shown and taken for a name of a file. */
@NullMarked
package dev.imagespace.bounds;

import org.jspecify.annotations.NullMarked;
