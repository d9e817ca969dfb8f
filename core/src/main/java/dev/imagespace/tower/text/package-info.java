/**
 * Networks that read texts, each as its paper has it. Letters as in {@link
 * dev.imagespace.tower.block}.
 */
@NullMarked
package dev.imagespace.tower.text;

import org.jspecify.annotations.NullMarked;
