/** Resolves the name of a model to its files, and downloads them from a hub. */
@NullMarked
package dev.imagespace.model.hub;

import org.jspecify.annotations.NullMarked;
