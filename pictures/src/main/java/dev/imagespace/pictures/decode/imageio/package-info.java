/** The JDK's own decoders: their input, their rasters, and how they are stopped. */
@NullMarked
package dev.imagespace.pictures.decode.imageio;

import org.jspecify.annotations.NullMarked;
