/**
 * Streams of HEVC and AV1, checked in Java and decoded by libavcodec: the only room with FFmpeg.
 */
@NullMarked
package dev.imagespace.pictures.ffmpeg.codec;

import org.jspecify.annotations.NullMarked;
