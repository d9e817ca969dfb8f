package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/**
 * The origin of a model on the hub. Immutable.
 *
 * @param repository owner/name
 * @param commit of the repository
 * @param licence as the model card names it, such as "mit"; null where it names none
 */
public record ModelOrigin(String repository, String commit, @Nullable String licence) {}
