/**
 * Native libraries out of their jars: where they are unpacked, and that what is loaded is what the
 * jar holds.
 */
@NullMarked
package dev.imagespace.natives;

import org.jspecify.annotations.NullMarked;
