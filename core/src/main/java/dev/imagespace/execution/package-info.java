/** How a model is run, where that does not decide which model it is. */
@NullMarked
package dev.imagespace.execution;

import org.jspecify.annotations.NullMarked;
