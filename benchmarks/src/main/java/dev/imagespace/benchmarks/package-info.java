/** Our side of the comparison with the Python peers, and JMH classes for the inner parts. */
@NullMarked
package dev.imagespace.benchmarks;

import org.jspecify.annotations.NullMarked;
