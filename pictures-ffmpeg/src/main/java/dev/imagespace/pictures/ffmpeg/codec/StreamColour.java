package dev.imagespace.pictures.ffmpeg.codec;

/**
 * What a stream says of its colours, in numbers of ITU-T H.273.
 *
 * @param primaries colours of red, green and blue
 * @param matrix between them and luma and chroma
 * @param fullRange whether samples use all their values, else those of television
 */
public record StreamColour(int primaries, int matrix, boolean fullRange) {}
