package dev.imagespace;

import static dev.imagespace.FakeEncoder.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelHandler;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items without number, one after the other. */
class ItemStreamTests {
  private final FakeEncoder encoder = new FakeEncoder();
  private final ImageSpace space = encoder.space(ModelHandler.SENTENCE_TRANSFORMERS);
  private final AtomicInteger read = new AtomicInteger();

  ItemStreamTests() {
    IntStream.range(0, 100).forEach(i -> encoder.image("p" + i, i + 1, 0).text("t" + i, 0, i + 1));
  }

  @Test
  void outcomesComeInOrderAsThoseOfAList() {
    List<ImageData> items =
        List.of(
            described(0),
            ImageData.of(picture("poison"), "unread"),
            ImageData.ofDescription("t2"),
            ImageData.of(picture("p3"), FakeEncoder.TOO_LONG),
            new ImageData(null, null),
            ImageData.of(picture("p5")),
            described(0),
            described(7));

    List<Outcome<ItemEmbedding>> outcomes = new ArrayList<>();
    try (EmbeddingIterator each = space.embedEach(items.iterator(), Normalization.NONE)) {
      each.forEachRemaining(outcomes::add);
    }

    assertThat(outcomes)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(RuntimeException.class)
        .isEqualTo(space.embedEach(items, Normalization.NONE));
    assertThat(outcomes.get(7).orElseThrow().vector()).containsExactly(8, 8);
  }

  @Test
  void aPoisonItemIsAnOutcomeAndNotTheEnd() {
    try (EmbeddingIterator each =
        space.embedEach(
            List.of(described(0), ImageData.of(picture("poison")), described(1)).iterator(),
            Normalization.L2)) {
      assertThat(each.next()).isInstanceOf(Outcome.Success.class);
      assertThatThrownBy(each.next()::orElseThrow).isInstanceOf(ImageRejectedException.class);
      assertThat(each.next()).isInstanceOf(Outcome.Success.class);
      assertThat(each.hasNext()).isFalse();
    }
  }

  @Test
  void anEmptyItemIsToldByItsNumber() {
    Iterator<ImageData> items =
        Stream.iterate(0, i -> i + 1)
            .map(i -> i == 30 ? new ImageData(null, "") : described(i))
            .iterator();
    try (EmbeddingIterator each = space.embedEach(items, Normalization.L2)) {
      for (int i = 0; i < 30; i++) {
        assertThat(each.next()).isInstanceOf(Outcome.Success.class);
      }
      assertThatThrownBy(each.next()::orElseThrow)
          .isInstanceOf(EmptyItemException.class)
          .hasMessageContaining("Item 31 ");
    }
  }

  static List<IntFunction<ImageData>> kinds() {
    return List.of(
        ItemStreamTests::described,
        i -> ImageData.of(picture("p" + i)),
        i -> ImageData.ofDescription("t" + i),
        i -> new ImageData(null, null),
        i -> i == 0 ? ImageData.of(picture("p0")) : ImageData.ofDescription("t" + i));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noMoreIsReadAheadThanKeepsTheEncoderBusy(IntFunction<ImageData> kind) {
    try (EmbeddingIterator each = space.embedEach(endless(kind), Normalization.L2)) {
      assertThat(read).hasValue(0);
      for (int taken = 1; taken < 50; taken++) {
        Outcome<ItemEmbedding> unused = each.next();
        assertThat(read.get()).isBetween(taken, taken + FakeCall.READ_AHEAD);
      }
    }
  }

  @Test
  void closingItEarlyEndsItsCallsAndReadsNoMore() {
    EmbeddingIterator each = space.embedEach(endless(ItemStreamTests::described), Normalization.L2);
    Outcome<ItemEmbedding> unused = each.next();
    each.close();

    int before = read.get();
    assertThat(each.hasNext()).isFalse();
    assertThatThrownBy(each::next).isInstanceOf(NoSuchElementException.class);
    assertThat(read).hasValue(before);
    assertThat(encoder.calls).hasSize(2).allMatch(FakeCall::isClosed);
  }

  @Test
  void itClosesItselfBehindTheLastOutcome() {
    EmbeddingIterator each = space.embedEach(List.of(described(0)).iterator(), Normalization.L2);
    each.forEachRemaining(outcome -> {});
    assertThat(encoder.calls).hasSize(2).allMatch(FakeCall::isClosed);
  }

  @Test
  void interruptionEndsItWhateverIsThereAlready() {
    EmbeddingIterator each = space.embedEach(endless(ItemStreamTests::described), Normalization.L2);
    Outcome<ItemEmbedding> unused = each.next();
    Thread.currentThread().interrupt();
    assertThatThrownBy(each::next).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(each.hasNext()).isFalse();
    assertThat(encoder.calls).hasSize(2).allMatch(FakeCall::isClosed);
  }

  @Test
  void aSourceThatFailsEndsIt() {
    Iterator<ImageData> failing =
        Stream.of(0, 1)
            .map(
                i -> {
                  if (i == 1) {
                    throw new IllegalArgumentException("no such row");
                  }
                  return described(i);
                })
            .iterator();
    EmbeddingIterator each = space.embedEach(failing, Normalization.L2);
    assertThatThrownBy(each::next).hasMessage("no such row");
    assertThat(each.hasNext()).isFalse();
    assertThat(encoder.calls).allMatch(FakeCall::isClosed);
  }

  private Iterator<ImageData> endless(IntFunction<ImageData> kind) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public ImageData next() {
        assertThat(read).as("items that were read").hasValueLessThan(1000);
        return kind.apply(read.getAndIncrement());
      }
    };
  }

  private static ImageData described(int i) {
    return ImageData.of(picture("p" + i), "t" + i);
  }
}
