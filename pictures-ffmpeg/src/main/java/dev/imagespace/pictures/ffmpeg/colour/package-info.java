/** Samples of video to those of pictures. */
@NullMarked
package dev.imagespace.pictures.ffmpeg.colour;

import org.jspecify.annotations.NullMarked;
