/**
 * What an engine is tested with, published as the test-jar of core: extend {@link
 * dev.imagespace.testing.EngineContract} for its networks alone, {@link
 * dev.imagespace.testing.GoldenVectorsContract} and {@link
 * dev.imagespace.testing.ChangedWeightsContract} for whole models, and {@link
 * dev.imagespace.testing.process.ProcessContract} for its life in a process.
 *
 * <p>They need JUnit Jupiter and AssertJ on the class path, and the directory {@code golden} of
 * this project's sources, which the system property {@code imagespace.golden} names.
 */
package dev.imagespace.testing;
