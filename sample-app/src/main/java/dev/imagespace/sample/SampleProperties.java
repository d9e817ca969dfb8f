package dev.imagespace.sample;

import dev.imagespace.sample.collection.CollectionChoice;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application adds to the starter's properties.
 *
 * @param dataDir Directory that keeps the vectors of pictures, one file for each model.
 * @param collection Pictures that a search looks through.
 */
@ConfigurationProperties("imagespace.sample")
public record SampleProperties(
    @DefaultValue("${user.home}/.imagespace/sample") Path dataDir,
    @DefaultValue("auto") CollectionChoice collection) {}
