package dev.imagespace.autoconfigure;

import dev.imagespace.execution.Towers;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the health of spaces is asked for. Immutable.
 *
 * @param towers Networks that are run to see whether they answer: 'none', 'text', 'image' or
 *     'both'. With 'imagespace.release-after', none that is not in memory anyway.
 * @param deadline Longest wait for their answer.
 * @param cache How long an answer holds.
 */
@ConfigurationProperties("imagespace.health")
public record ImageSpaceHealthProperties(
    @DefaultValue("both") Towers towers,
    @DefaultValue("5s") Duration deadline,
    @DefaultValue("10s") Duration cache) {}
