package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.encode.batch.Parallelism;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Goldens;
import dev.imagespace.tokenize.LimitedTextTokenizer;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tokenize.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How texts find their way through a network that a test looks into. */
@Timeout(60)
class TextEncoderTests {
  private static final ModelDirectory MODEL =
      new ModelDirectory("tiny", Goldens.model("openclip-tiny-vit"));
  private static final String LONG = "a picture of a dog and of a cat, ".repeat(4);

  private static final int MOST_CHARACTERS = 1000;

  private record Size(int texts, int tokens) {}

  private final Checkpoint checkpoint = Checkpoint.open(MODEL, ModelHandler.OPEN_CLIP);
  private final Processors processors = new Processors(2);
  private final List<Size> batches = Collections.synchronizedList(new ArrayList<>());
  private final List<String> tokenized = Collections.synchronizedList(new ArrayList<>());
  private final TextEncoder encoder =
      new TextEncoder(
          MODEL,
          checkpoint.textTower(),
          new SumProgram(),
          new LimitedTextTokenizer(new Counted(checkpoint.tokenizer()), MOST_CHARACTERS),
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
    assertThat(vectors(texts)).containsExactly(sums(texts));
  }

  @Test
  void aShortTextIsNotPaddedToALongOne() {
    List<float[]> vectors = vectors(List.of(LONG, "a dog", LONG + "too", "snow"));
    assertThat(vectors).hasSize(4);
    assertThat(batches).containsExactly(new Size(2, 4), new Size(2, tokens(LONG + "too")));
  }

  @Test
  void aTextThatOccursTwiceIsRunOnce() {
    List<float[]> vectors = vectors(List.of("a dog", "snow", "a dog"));
    assertThat(batches).containsExactly(new Size(2, 4));
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
  }

  @Test
  void textsThatReadTheSameAreRunOnceAndGiveTwoArrays() {
    List<float[]> vectors = vectors(List.of("a dog", "snow", "A  Dog"));
    assertThat(batches).containsExactly(new Size(2, 4));
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotSameAs(vectors.get(2));
  }

  @Test
  void aVectorComesWithTheTokensItWasMadeOfAndNoTextIsTokenizedTwice() {
    List<Outcome<EncodedText>> encoded = encoder.begin().encode(List.of("a dog", LONG, "a dog"));
    assertThat(encoded)
        .extracting(text -> text.orElseThrow().tokens())
        .containsExactly(tokens("a dog"), tokens(LONG), tokens("a dog"));
    assertThat(tokenized).containsExactly("a dog", LONG);
  }

  @Test
  void aTextThatIsRefusedCostsTheOthersNothing() {
    List<Outcome<EncodedText>> encoded =
        encoder.begin().encode(List.of("a dog", "x".repeat(MOST_CHARACTERS + 1), "snow"));
    assertThat(encoded.get(1)).isInstanceOf(Outcome.Rejected.class);
    assertThatThrownBy(() -> encoded.get(1).orElseThrow())
        .isInstanceOf(TextRejectedException.class)
        .hasMessageContaining("imagespace.text.max-length");
    assertThat(batches).containsExactly(new Size(2, 4));
  }

  private List<float[]> vectors(List<String> texts) {
    return encoder.begin().encode(texts).stream().map(text -> text.orElseThrow().vector()).toList();
  }

  private int tokens(String text) {
    return checkpoint.tokenizer().encode(text).length;
  }

  private float[][] sums(List<String> texts) {
    return texts.stream()
        .map(text -> new float[] {Arrays.stream(checkpoint.tokenizer().encode(text)).sum()})
        .toArray(float[][]::new);
  }

  /** Notes each text that is tokenized. */
  private final class Counted implements TextTokenizer {
    private final TextTokenizer tokenizer;

    Counted(TextTokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    @Override
    public Tokens tokenize(String text, @Nullable String language) {
      tokenized.add(text);
      return tokenizer.tokenize(text, language);
    }

    @Override
    public int contextLength() {
      return tokenizer.contextLength();
    }

    @Override
    public String fingerprint() {
      return tokenizer.fingerprint();
    }

    @Override
    public String describe() {
      return tokenizer.describe();
    }

    @Override
    public void close() {
      tokenizer.close();
    }
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
