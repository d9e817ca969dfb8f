@NullMarked
package dev.imagespace.autoconfigure;

import org.jspecify.annotations.NullMarked;
