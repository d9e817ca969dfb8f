package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.benchmarks.KnownVectors;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What people ask an application for: a text, a picture, one with its description, or four of
 * these. The vector of each is known.
 */
final class GoodCalls implements Call.Source {
  private static final int INPUTS = 16;
  private static final int BATCH = 4;
  private static final String[] COLOURS = {"red", "blue", "green", "yellow"};
  private static final String[] THINGS = {"bicycle", "harbour", "teapot", "horse"};

  private final ImageSpace space;
  private final List<String> texts = new ArrayList<>();
  private final List<ImageData> pictures = new ArrayList<>();
  private final List<ImageData> described = new ArrayList<>();

  private GoodCalls(ImageSpace space) {
    this.space = space;
  }

  static GoodCalls of(ImageSpace space, Path directory) throws IOException {
    GoodCalls calls = new GoodCalls(space);
    for (int i = 0; i < INPUTS; i++) {
      String text = "a %s %s".formatted(COLOURS[i / 4], THINGS[i % 4]);
      ImageSource picture = picture(i, directory);
      calls.texts.add(text);
      calls.pictures.add(ImageData.of(picture));
      calls.described.add(ImageData.of(picture, text));
    }
    return calls;
  }

  /** As applications get them: a file, bytes, or base64. */
  private static ImageSource picture(int number, Path directory) throws IOException {
    byte[] bytes = SmallFiles.smooth(number, number % 2 == 0 ? "png" : "jpeg");
    return switch (number % 3) {
      case 0 -> ImageSource.of(Files.write(directory.resolve("good-" + number), bytes));
      case 1 -> ImageSource.of(bytes);
      default -> ImageSource.ofBase64(Base64.getEncoder().encodeToString(bytes));
    };
  }

  /** The vector of each input alone: the texts, the pictures, the described ones. */
  KnownVectors known() throws Exception {
    List<float[]> vectors = new ArrayList<>();
    for (int input = 0; input < 3 * INPUTS; input++) {
      vectors.addAll(single("known", input).work().call());
    }
    return new KnownVectors(vectors);
  }

  @Override
  public Call next(SplittableRandom random) {
    int number = random.nextInt(INPUTS);
    return switch (random.nextInt(4)) {
      case 0 -> single("text", number);
      case 1 -> single("picture", INPUTS + number);
      case 2 -> single("described picture", 2 * INPUTS + number);
      default -> batch(number);
    };
  }

  private Call single(String kind, int input) {
    int number = input % INPUTS;
    Call call =
        switch (input / INPUTS) {
          case 0 -> Call.texts(kind, space, List.of(texts.get(number)));
          case 1 -> Call.items(kind, space, List.of(pictures.get(number)));
          default -> Call.items(kind, space, List.of(described.get(number)));
        };
    return call.knownAs(List.of(input));
  }

  private Call batch(int first) {
    List<ImageData> items = new ArrayList<>();
    List<Integer> inputs = new ArrayList<>();
    for (int i = first; i < first + BATCH; i++) {
      items.add(described.get(i % INPUTS));
      inputs.add(2 * INPUTS + i % INPUTS);
    }
    return Call.items("batch", space, items).knownAs(inputs);
  }
}
