package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/**
 * Where on the hub a model is from. Immutable.
 *
 * @param repository owner/name
 * @param commit of the repository
 * @param licence as the model's card names it, such as "mit"; null where it names none
 */
public record ModelOrigin(String repository, String commit, @Nullable String licence) {}
