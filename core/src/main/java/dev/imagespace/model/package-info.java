/** Find, verify and keep the files of a model. */
@NullMarked
package dev.imagespace.model;

import org.jspecify.annotations.NullMarked;
