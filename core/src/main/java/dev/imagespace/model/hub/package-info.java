/** Find a model by its name, and download it from a hub. */
@NullMarked
package dev.imagespace.model.hub;

import org.jspecify.annotations.NullMarked;
