/** What decides a vector, written the same way for ever, and in a few digits. */
@NullMarked
package dev.imagespace.fingerprint;

import org.jspecify.annotations.NullMarked;
