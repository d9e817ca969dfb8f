package dev.imagespace.pictures;

import dev.imagespace.pictures.decode.DecodedImage.Mode;

/**
 * What a file says of its picture. Immutable.
 *
 * @param format as {@code PNG}
 * @param mode in which it will be decoded
 * @param width pixels, as decoded: orientations other than that of TIFF are not applied
 * @param height pixels
 */
public record PictureHeader(String format, Mode mode, int width, int height) {}
