/** Settings of DJL that hold for the whole JVM. */
@NullMarked
package dev.imagespace.djl;

import org.jspecify.annotations.NullMarked;
