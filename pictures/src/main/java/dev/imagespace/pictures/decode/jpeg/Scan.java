package dev.imagespace.pictures.decode.jpeg;

import java.util.List;

/**
 * The header of a scan.
 *
 * @param number of this scan, from 1
 * @param dc numbers of the tables for DC coefficients, by component
 * @param ac the same for AC coefficients
 * @param first coefficient in zigzag order, or the predictor of a lossless picture
 * @param last coefficient
 * @param high bits that earlier scans left out
 * @param low bits that this scan leaves out
 */
record Scan(
    int number,
    List<Component> components,
    int[] dc,
    int[] ac,
    int first,
    int last,
    int high,
    int low) {}
