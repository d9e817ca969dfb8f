package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.encode.batch.Parallelism;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How texts find their way through a network that a test looks into. */
@Timeout(60)
class TextEncoderTests {
  private static final ModelDirectory MODEL =
      new ModelDirectory("tiny", Goldens.model("openclip-tiny-vit"));
  private static final String LONG = "a picture of a dog and of a cat, ".repeat(4);

  private record Size(int texts, int tokens) {}

  private final Checkpoint checkpoint = Checkpoint.open(MODEL, ModelHandler.OPEN_CLIP);
  private final Processors processors = new Processors(2);
  private final List<Size> batches = Collections.synchronizedList(new ArrayList<>());
  private final TextEncoder encoder =
      new TextEncoder(
          MODEL,
          checkpoint.textTower(),
          new SumProgram(),
          checkpoint.tokenizer(),
          Batching.builder().texts(4).build(),
          new Workers(
              new Parallelism(1, 1, 1), processors, DaemonThreads.named("test-network"), null));

  @AfterEach
  void close() {
    encoder.close();
    checkpoint.tokenizer().close();
  }

  @Test
  void vectorsComeInTheOrderOfTheTexts() {
    List<String> texts = List.of(LONG, "a dog", "snow", LONG + "too", "two cats", "a", "b", "c");
    assertThat(encoder.encode(texts)).containsExactly(sums(texts));
  }

  @Test
  void aShortTextIsNotPaddedToALongOne() {
    List<float[]> vectors = encoder.encode(List.of(LONG, "a dog", LONG + "too", "snow"));
    assertThat(vectors).hasSize(4);
    assertThat(batches).containsExactly(new Size(2, 4), new Size(2, tokens(LONG + "too")));
  }

  @Test
  void aTextThatOccursTwiceIsRunOnceAndGivesTwoArrays() {
    List<float[]> vectors = encoder.encode(List.of("a dog", "snow", "a dog"));
    assertThat(batches).containsExactly(new Size(2, 4));
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotSameAs(vectors.get(2));
  }

  private int tokens(String text) {
    return checkpoint.tokenizer().encode(text).length;
  }

  private float[][] sums(List<String> texts) {
    return texts.stream()
        .map(text -> new float[] {Arrays.stream(checkpoint.tokenizer().encode(text)).sum()})
        .toArray(float[][]::new);
  }

  /** The vector of a text is the sum of its ids: padding has none. */
  private final class SumProgram implements Program {
    @Override
    public float[] run(Batch batch) {
      batches.add(new Size(batch.size(), batch.length()));
      Batch.Input ids = Objects.requireNonNull(batch.inputs().get("ids"));
      long[] values = ((Batch.Input.Longs) ids).values();
      float[] sums = new float[batch.size()];
      for (int i = 0; i < values.length; i++) {
        sums[i / batch.length()] += values[i];
      }
      return sums;
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public void release() {}
  }
}
