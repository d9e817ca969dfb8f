/** Some twenty operations that a tower may use, and nothing else of any engine. */
@NullMarked
package dev.imagespace.tensor;

import org.jspecify.annotations.NullMarked;
