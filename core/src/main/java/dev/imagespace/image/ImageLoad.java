package dev.imagespace.image;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one picture between its source and the pixels that a model takes. Immutable.
 *
 * @param format as "PNG"; null where the picture was rejected before it was known
 * @param bytes of the encoded picture; 0 where they were not read
 * @param sha256 of these bytes, in hexadecimal digits, where the source is a stream, which is read
 *     but once; else null
 * @param rejection null where the picture was loaded
 * @param reading until the bytes were there, waits included
 * @param duration of all: reading, waits for memory and a processor, decoding and preprocessing
 */
public record ImageLoad(
    @Nullable String format,
    long bytes,
    @Nullable String sha256,
    ImageRejectedException.@Nullable Reason rejection,
    Duration reading,
    Duration duration) {}
