/** The command line: what may be asked, and how it is answered. */
@NullMarked
package dev.imagespace.sample.command;

import org.jspecify.annotations.NullMarked;
