package dev.imagespace.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link Engine} is created with. Immutable.
 *
 * @param device "cpu", "cuda" or "cuda:1"; null for the CPU
 * @param threads of one forward pass; null for the engine's own choice
 */
public record EngineSettings(@Nullable String device, @Nullable Integer threads) {}
