/**
 * Ten minutes among good, bad, slow and hostile callers: what happens to the good ones, and to the
 * process.
 */
@NullMarked
package dev.imagespace.benchmarks.campaign;

import org.jspecify.annotations.NullMarked;
