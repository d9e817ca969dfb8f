/**
 * Networks that read pictures, each as its paper has it. Letters as in {@link
 * dev.imagespace.tower.block}.
 */
@NullMarked
package dev.imagespace.tower.vision;

import org.jspecify.annotations.NullMarked;
