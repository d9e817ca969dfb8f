/** Tests. */
@NullMarked
package dev.imagespace.pictures.ffmpeg;

import org.jspecify.annotations.NullMarked;
