/** Files to weights and configuration. */
@NullMarked
package dev.imagespace.checkpoint;

import org.jspecify.annotations.NullMarked;
