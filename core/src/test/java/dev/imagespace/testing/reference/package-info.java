/**
 * An engine in plain Java: what the tests of core run on, and an example for who writes an engine.
 */
@NullMarked
package dev.imagespace.testing.reference;

import org.jspecify.annotations.NullMarked;
