/** Configuration files, read strictly, and the bounds of what they may ask for. */
@NullMarked
package dev.imagespace.checkpoint.config;

import org.jspecify.annotations.NullMarked;
