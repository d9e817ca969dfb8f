/**
 * Some twenty operations that a tower may use, and nothing else of any engine: what who writes an
 * engine implements.
 *
 * <p>An engine is a jar with an {@link dev.imagespace.tensor.EngineProvider}, which {@link
 * java.util.ServiceLoader} finds. It implements {@link dev.imagespace.tensor.Engine}, {@link
 * dev.imagespace.tensor.LoadedNetwork} and {@link dev.imagespace.tensor.Ops}; {@link
 * dev.imagespace.tensor.LazyProgram} loads and releases. It reads weights from {@link
 * dev.imagespace.tensor.Parameter}s. The test-jar of core has the contracts that every engine is
 * tested by, and {@code dev.imagespace.testing.reference}, an engine in plain Java, as an example.
 *
 * <p>A tower is written once, as a {@link dev.imagespace.tensor.Network}: an engine may run its
 * operations one by one as they are called, or record them once and run the recording. That is why
 * the sizes that change between calls have names ({@link dev.imagespace.tensor.Dim}) and why no
 * tower ever reads a Java number for them.
 */
@NullMarked
package dev.imagespace.tensor;

import org.jspecify.annotations.NullMarked;
