@NullMarked
package dev.imagespace.sample.collection;

import org.jspecify.annotations.NullMarked;
