package dev.imagespace;

import static dev.imagespace.FakeEncoder.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelHandler;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemFormulaTests {
  private static final double EXACT = 1e-7;

  private final FakeEncoder encoder =
      new FakeEncoder()
          .image("long", 0, 4)
          .image("opposite", -3, 0)
          .text("three", 3, 0)
          .text(" ", 0, 2);
  private final ImageSpace raw = encoder.space(ModelHandler.SENTENCE_TRANSFORMERS);
  private final ImageSpace units = encoder.space(ModelHandler.OPEN_CLIP);

  @Test
  void sentenceTransformersAddsRawParts() {
    assertVector(raw.embed(ImageData.of(picture("long"), "three")), 0.6, 0.8);
  }

  @Test
  void openClipAddsUnitParts() {
    double half = Math.sqrt(0.5);
    assertVector(units.embed(ImageData.of(picture("long"), "three")), half, half);
  }

  @Test
  void onePartIsItsUnitVector() {
    assertVector(raw.embed(ImageData.of(picture("long"))), 0, 1);
    assertVector(units.embed(ImageData.ofDescription("three")), 1, 0);
  }

  @Test
  void withoutNormalizationOnePartIsTheRawOutputAndTwoAreTheirSum() {
    List<ImageData> items =
        List.of(ImageData.of(picture("long")), ImageData.of(picture("long"), "three"));
    List<Outcome<ItemEmbedding>> sums = raw.embedEach(items, Normalization.NONE);
    assertVector(vector(sums.get(0)), 0, 4);
    assertVector(vector(sums.get(1)), 3, 4);
    List<Outcome<ItemEmbedding>> unitSums = units.embedEach(items, Normalization.NONE);
    assertVector(vector(unitSums.get(0)), 0, 4);
    assertVector(vector(unitSums.get(1)), 1, 1);
  }

  @Test
  void textsForThemselvesAreEmbeddedEvenIfEmpty() {
    FakeEncoder texts = new FakeEncoder().text("", 0, 5).text("three", 3, 0);
    ImageSpace space = texts.space(ModelHandler.SENTENCE_TRANSFORMERS);

    assertVector(space.embedTexts(List.of("three", ""), Normalization.L2).get(1), 0, 1);
    assertVector(space.embedTexts(List.of("three", ""), Normalization.NONE).get(1), 0, 5);
  }

  @Test
  void emptyDescriptionIsMissingAndASpaceIsNot() {
    assertVector(raw.embed(ImageData.of(picture("long"), "")), 0, 1);
    assertVector(raw.embed(ImageData.of(picture("opposite"), " ")), -0.83205029, 0.55470020);
  }

  @Test
  void partsThatCancelGiveZerosAndNeverNaN() {
    assertVector(raw.embed(ImageData.of(picture("opposite"), "three")), 0, 0);
    assertVector(units.embed(ImageData.of(picture("opposite"), "three")), 0, 0);
  }

  @Test
  void aTextThatIsRefusedCostsTheOthersNothing() {
    List<Outcome<ItemEmbedding>> embeddings =
        raw.embedEach(
            List.of(
                ImageData.ofDescription("three"),
                ImageData.of(picture("long"), FakeEncoder.TOO_LONG),
                ImageData.of(picture("long"))),
            Normalization.NONE);

    assertVector(vector(embeddings.get(0)), 3, 0);
    assertThat(embeddings.get(1)).isInstanceOf(Outcome.Rejected.class);
    assertThat(reason(embeddings.get(1))).isInstanceOf(TextRejectedException.class);
    assertVector(vector(embeddings.get(2)), 0, 4);
  }

  @Test
  void emptyItemIsRejectedByItsNumber() {
    List<Outcome<ItemEmbedding>> embeddings =
        raw.embedEach(
            List.of(ImageData.ofDescription("three"), new ImageData(null, "")), Normalization.L2);
    assertThat(embeddings.get(0)).isInstanceOf(Outcome.Success.class);
    assertThat(reason(embeddings.get(1)))
        .isInstanceOf(EmptyItemException.class)
        .hasMessageContaining("Item 2 has neither")
        .hasMessageContaining("imagespace.empty-item");
  }

  @Test
  void emptyItemIsZerosWhereThatWasAskedFor() {
    ImageSpace lenient =
        encoder.build(
            ImageSpace.builder().image(FakeEncoder.IMAGE).emptyItem(EmptyItemPolicy.ZERO_VECTOR));
    assertVector(lenient.embed(new ImageData(null, null)), 0, 0);
  }

  @Test
  void badPictureCostsItsOwnItemOnly() {
    List<Outcome<ItemEmbedding>> embeddings =
        raw.embedEach(
            List.of(
                ImageData.of(picture("long")),
                ImageData.of(picture("missing"), "unread"),
                ImageData.of(picture("opposite"))),
            Normalization.L2);
    assertVector(vector(embeddings.get(0)), 0, 1);
    assertThat(reason(embeddings.get(1))).isInstanceOf(ImageRejectedException.class);
    assertVector(vector(embeddings.get(2)), -1, 0);
    assertThat(encoder.texts).as("no text of a rejected item is run").isEmpty();
  }

  @Test
  void firstRejectedItemEndsACallForVectors() {
    assertThatThrownBy(
            () -> raw.embed(List.of(ImageData.of(picture("long")), new ImageData(null, null))))
        .isInstanceOf(EmptyItemException.class);
  }

  @Test
  void aListIsOneCallForEachTowerAndWhatOccursTwiceIsRunOnce() {
    raw.embed(
        List.of(
            ImageData.of(picture("long"), "three"),
            ImageData.ofDescription(" "),
            ImageData.of(picture("opposite"), "three"),
            ImageData.of(picture("long"))));
    assertThat(encoder.calls).hasSize(2).allMatch(FakeCall::isClosed);
    assertThat(encoder.images).containsExactly(picture("long"), picture("opposite"));
    assertThat(encoder.texts).containsExactlyInAnyOrder("three", " ");
  }

  @Test
  void noItemsNeedNoNetwork() {
    assertThat(raw.embed(List.of())).isEmpty();
    assertThat(encoder.images).isEmpty();
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void vectorIsNotSharedWithTheNextCaller() {
    raw.embed(ImageData.of(picture("long")))[0] = 7;
    assertVector(raw.embed(ImageData.of(picture("long"))), 0, 1);
  }

  private static float[] vector(Outcome<ItemEmbedding> outcome) {
    return outcome.orElseThrow().vector();
  }

  private static RuntimeException reason(Outcome<ItemEmbedding> outcome) {
    return ((Outcome.Rejected<ItemEmbedding>) outcome).reason();
  }

  private static void assertVector(float[] vector, double x, double y) {
    assertThat(vector).hasSize(2);
    assertThat((double) vector[0]).isEqualTo(x, within(EXACT));
    assertThat((double) vector[1]).isEqualTo(y, within(EXACT));
  }
}
