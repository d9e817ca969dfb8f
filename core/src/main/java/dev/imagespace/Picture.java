package dev.imagespace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the record component that holds the picture of an item: an {@code ImageSource}, {@code
 * Path}, {@code URI}, {@code byte[]}, or a {@code String} that {@code ImageSource.parse} reads.
 *
 * @see Schema#image()
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Picture {}
