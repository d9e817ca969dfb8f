package dev.imagespace.autoconfigure;

import dev.imagespace.event.ImageSpaceListener;

/** Makes a listener for each space, which knows the space by its name. */
@FunctionalInterface
interface SpaceListeners {
  ImageSpaceListener of(String space);
}
