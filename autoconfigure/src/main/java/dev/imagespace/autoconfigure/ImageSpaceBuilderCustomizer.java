package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpaceBuilder;

/**
 * Changes every builder of a space that the auto-configuration hands out: that of the default
 * space, of those named by properties, and of the prototype bean {@link ImageSpaceBuilder}. All
 * such beans are called, in order, after the properties were applied.
 */
@FunctionalInterface
public interface ImageSpaceBuilderCustomizer {

  /** Changes the builder, which is nobody else's yet. */
  void customize(ImageSpaceBuilder builder);
}
