package dev.imagespace.sample.lines;

import dev.imagespace.ImageData;
import org.jspecify.annotations.Nullable;

/**
 * What a line asks for.
 *
 * @param id JSON text to be echoed as it came
 * @param item null where the line is at fault
 * @param problem null where it is not
 */
record ParsedLine(String id, @Nullable ImageData item, @Nullable String problem) {}
