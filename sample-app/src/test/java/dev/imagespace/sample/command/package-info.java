@NullMarked
package dev.imagespace.sample.command;

import org.jspecify.annotations.NullMarked;
