/**
 * Some twenty operations that a tower may use, and nothing else of any engine.
 *
 * <p>A tower is written once, as a {@link dev.imagespace.tensor.Network}: an engine may run its
 * operations one by one as they are called, or record them once and run the recording. That is why
 * the sizes that change between calls have names ({@link dev.imagespace.tensor.Dim}) and why no
 * tower ever reads a Java number for them.
 */
@NullMarked
package dev.imagespace.tensor;

import org.jspecify.annotations.NullMarked;
