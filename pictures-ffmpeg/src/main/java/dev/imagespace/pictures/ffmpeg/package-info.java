/**
 * HEIC and AVIF, decoded by FFmpeg's libavcodec. {@link dev.imagespace.pictures.Pictures} finds
 * {@link dev.imagespace.pictures.ffmpeg.HeifDecoder} where this module is on the class path.
 *
 * <p><b>This module feeds native code with strangers' bytes</b>, which no other picture does here.
 * What can be told in Java is told before: the container and its sizes, the pixels of every tile,
 * the memory, the number of pictures in a stream, for AV1 the size in the stream itself. What is
 * left is the entropy-coded data, decoded by C and assembly within this process: an error in there
 * can end the JVM, or worse. Keep FFmpeg up to date, or leave the module away where anybody may
 * send pictures.
 */
@NullMarked
package dev.imagespace.pictures.ffmpeg;

import org.jspecify.annotations.NullMarked;
