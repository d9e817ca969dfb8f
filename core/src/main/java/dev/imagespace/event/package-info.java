/** What a space tells of its work, to whoever measures it. */
@NullMarked
package dev.imagespace.event;

import org.jspecify.annotations.NullMarked;
