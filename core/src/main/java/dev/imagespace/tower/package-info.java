/** The papers, layer by layer, written once against the tensor package. */
@NullMarked
package dev.imagespace.tower;

import org.jspecify.annotations.NullMarked;
