package dev.imagespace.encode;

import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a space asks of its model: the formulas of a space hold for any, weights or not.
 * Thread-safe.
 */
public interface Encoder extends AutoCloseable {

  ModelInfo info();

  /** Hex SHA-256 over all that decides a vector: models with the same one give the same vectors. */
  String fingerprint();

  /** As {@link #fingerprint}, where that was asked for before; null where it was not. */
  @Nullable String knownFingerprint();

  /** Begins a call for the raw, un-normalised vectors of pictures. */
  EncoderCall<ImageSource, float[]> images();

  /**
   * Begins a call for the raw, un-normalised vectors of texts.
   *
   * @param language of the texts, as the model names it; null for the one that is set. Where the
   *     model knows none of this name, each text is rejected.
   */
  EncoderCall<String, EncodedText> texts(@Nullable String language);

  /** As {@link #texts(String)}, in the language that is set. */
  default EncoderCall<String, EncodedText> texts() {
    return texts(null);
  }

  /** The vector of each picture, or why there is none; in the order given. */
  default List<Outcome<float[]>> encodeImages(List<ImageSource> images) {
    return images().encode(images);
  }

  /** The vector of each text, or why there is none; in the order given. */
  default List<Outcome<EncodedText>> encodeTexts(List<String> texts) {
    return texts().encode(texts);
  }

  /** Tokens of the text as the model reads it, BOS and EOS included. */
  int countTokens(String text);

  /** Maps the weights of these towers by running each once. */
  void warmUp(Towers towers);

  /** The towers whose weights are in memory. */
  Towers loaded();

  SpaceStatistics statistics();

  /** Waits for what is running, then frees the native memory. */
  @Override
  void close();
}
