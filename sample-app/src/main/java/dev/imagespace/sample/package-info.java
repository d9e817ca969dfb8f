/** Image search as a web application and a command line. */
@NullMarked
package dev.imagespace.sample;

import org.jspecify.annotations.NullMarked;
