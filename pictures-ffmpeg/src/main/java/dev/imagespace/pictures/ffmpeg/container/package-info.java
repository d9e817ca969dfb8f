/**
 * The boxes of a HEIC or AVIF file, read in Java: no library sees a byte of the container. Numbers
 * are believed only as far as the file's own bytes bear them out.
 */
@NullMarked
package dev.imagespace.pictures.ffmpeg.container;

import org.jspecify.annotations.NullMarked;
