package dev.imagespace.encode;

import org.jspecify.annotations.Nullable;

/**
 * How texts are embedded. Immutable.
 *
 * @param model another model for them, by name or directory; null for that of the pictures
 * @param language that they are in unless they say otherwise, as the model names it; null for the
 *     model's own
 */
public record TextSettings(@Nullable String model, @Nullable String language) {
  /** The model's own tower and language. */
  public static final TextSettings OWN = new TextSettings(null, null);
}
