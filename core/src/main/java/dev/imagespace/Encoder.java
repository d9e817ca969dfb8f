package dev.imagespace;

import dev.imagespace.encode.DualEncoder;
import dev.imagespace.encode.DualEncoder.ImageEncoding;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelInfo;
import java.util.List;

/** What a space asks of its encoder: the formulas of a space hold for any, weights or not. */
interface Encoder extends AutoCloseable {

  ModelInfo info();

  String fingerprint();

  List<ImageEncoding> encodeImages(List<ImageSource> images);

  List<float[]> encodeTexts(List<String> texts);

  int countTokens(String text);

  void warmUp();

  @Override
  void close();

  static Encoder of(DualEncoder encoder) {
    return new Encoder() {
      @Override
      public ModelInfo info() {
        return encoder.info();
      }

      @Override
      public String fingerprint() {
        return encoder.fingerprint();
      }

      @Override
      public List<ImageEncoding> encodeImages(List<ImageSource> images) {
        return encoder.encodeImages(images);
      }

      @Override
      public List<float[]> encodeTexts(List<String> texts) {
        return encoder.encodeTexts(texts);
      }

      @Override
      public int countTokens(String text) {
        return encoder.countTokens(text);
      }

      @Override
      public void warmUp() {
        encoder.warmUp();
      }

      @Override
      public void close() {
        encoder.close();
      }
    };
  }
}
