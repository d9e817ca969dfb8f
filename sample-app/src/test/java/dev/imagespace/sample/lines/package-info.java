@NullMarked
package dev.imagespace.sample.lines;

import org.jspecify.annotations.NullMarked;
