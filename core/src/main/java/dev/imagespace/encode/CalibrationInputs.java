package dev.imagespace.encode;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.vision.ImageTower;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Built-in pictures and texts on which an engine of less than float32 compares itself with float32.
 * The pictures are made, not stored: smooth, striped and noisy ones, from dark to bright.
 * Stateless.
 */
final class CalibrationInputs {
  private static final int SIDE = 256;
  private static final int PICTURES = 8;
  private static final List<String> TEXTS =
      List.of(
          "a red bicycle",
          "a photo of a dog",
          "two people walking on a beach at sunset",
          "an old map of Europe, ink on paper",
          "a diagram of the water cycle with labels in three languages",
          "snow",
          "a close-up of a green leaf with drops of water on it, blurred background",
          "Ein Fachwerkhaus am Fluss");

  private CalibrationInputs() {}

  static List<Batch> texts(TextTower tower, TextTokenizer tokenizer) {
    return aloneAndTogether(TEXTS.stream().map(tokenizer::encode).toList(), tower::batch);
  }

  static List<Batch> pictures(ImageTower tower, ImagePreprocessor preprocessor) {
    return aloneAndTogether(
        IntStream.range(0, PICTURES)
            .mapToObj(number -> preprocessor.preprocess(picture(number)))
            .toList(),
        pictures -> tower.batch(Vectors.joined(pictures)));
  }

  /** What is scaled for a whole batch, such as int8, differs between the two. */
  private static <T> List<Batch> aloneAndTogether(List<T> inputs, Function<List<T>, Batch> batch) {
    return Stream.concat(inputs.stream().map(List::of), Stream.of(inputs)).map(batch).toList();
  }

  /** Waves of a wavelength, direction, colour and grain of their own. */
  private static DecodedImage picture(int number) {
    Random random = new Random(number);
    byte[] samples = new byte[SIDE * SIDE * 3];
    for (int channel = 0; channel < 3; channel++) {
      double across = random.nextDouble() * 2 * number / SIDE;
      double down = random.nextDouble() * 2 * number / SIDE;
      double level = 32 + random.nextInt(192);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int row = i / SIDE;
        double wave = 96 * Math.sin(across * (i % SIDE) + down * row);
        double grain = 4 * number * random.nextGaussian();
        samples[3 * i + channel] = (byte) Math.max(0, Math.min(255, level + wave + grain));
      }
    }
    return DecodedImage.of(Mode.RGB, SIDE, SIDE, samples);
  }
}
