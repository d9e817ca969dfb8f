package dev.imagespace.benchmarks;

import java.util.List;

/** A whole process for one vector: opens the model that the arguments name, embeds a text, ends. */
public final class FirstText {
  private FirstText() {}

  /** Arguments: the words of {@link OpenedModel#open}, then the text. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    try (OpenedModel model = OpenedModel.open(words)) {
      float[] vector = model.texts(List.of(words.get(words.size() - 1))).get(0);
      System.out.println(vector.length);
    }
  }
}
