/** Texts as OpenCLIP cleans and repairs them before they are split. */
@NullMarked
package dev.imagespace.tokenize.clean;

import org.jspecify.annotations.NullMarked;
