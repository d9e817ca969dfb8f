/** Models as users name, configure and list them, and what can go wrong with them. */
@NullMarked
package dev.imagespace.model;

import org.jspecify.annotations.NullMarked;
