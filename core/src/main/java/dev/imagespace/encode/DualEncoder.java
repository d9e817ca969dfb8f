package dev.imagespace.encode;

import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelInfo;
import java.util.List;

/**
 * Two towers into one space. Opening reads configuration and headers; weights are mapped at first
 * use. Thread-safe.
 */
public final class DualEncoder implements AutoCloseable {

  public static DualEncoder open(EncoderSettings settings) {
    throw new UnsupportedOperationException("contract " + settings);
  }

  public ModelInfo info() {
    throw new UnsupportedOperationException("contract");
  }

  /** Hex SHA-256 over weights, preprocessing, tokenizer, activation. Reads every weight once. */
  public String fingerprint() {
    throw new UnsupportedOperationException("contract");
  }

  /** The raw, un-normalised output for each picture, or why there is none; in the order given. */
  public List<ImageEncoding> encodeImages(List<ImageSource> images) {
    throw new UnsupportedOperationException("contract");
  }

  /** The raw, un-normalised output for each text, in the order given. Any text is accepted. */
  public List<float[]> encodeTexts(List<String> texts) {
    throw new UnsupportedOperationException("contract");
  }

  /** Tokens of the text as the model reads it, BOS and EOS included. */
  public int countTokens(String text) {
    throw new UnsupportedOperationException("contract");
  }

  /** Maps the weights of both towers and runs each once. */
  public void warmUp() {
    throw new UnsupportedOperationException("contract");
  }

  @Override
  public void close() {}

  /** A vector, or the reason why there is none. */
  public sealed interface ImageEncoding {
    record Encoded(float[] vector) implements ImageEncoding {}

    record Rejected(RuntimeException reason) implements ImageEncoding {}
  }
}
