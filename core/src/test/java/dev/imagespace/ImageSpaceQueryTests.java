package dev.imagespace;

import static dev.imagespace.FakeEncoder.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageSpaceQueryTests {
  private static final double HALF = Math.sqrt(0.5);

  private final FakeEncoder encoder =
      new FakeEncoder().image("up", 0, 4).text("right", 3, 0).text("", 0, -9);
  private final ImageSpace space = encoder.space(ModelHandler.SENTENCE_TRANSFORMERS);

  @Test
  void queryWithoutClausesIsZero() {
    assertVector(space.query(), 0, 0);
  }

  @Test
  void clausesAreUnitVectorsWhateverTheirLength() {
    assertVector(image(1).similar(space.description(), "right", 1), HALF, HALF);
  }

  @Test
  void weightsScaleTheirClauses() {
    assertVector(image(4).similar(space.description(), "right", 3), 0.6, 0.8);
  }

  @Test
  void weightOfTheOnlyClauseDoesNotMatterButItsSignDoes() {
    assertVector(image(5), 0, 1);
    assertVector(image(-5), 0, -1);
  }

  @Test
  void zeroWeightAndNullAreDroppedUnread() {
    ImageSpaceQuery query =
        space
            .query()
            .similar(space.image(), picture("missing"), 0)
            .similar(space.image(), null, 1)
            .similar(space.description(), "right", -0.0)
            .similar(space.description(), null, 1)
            .withVector(new float[] {1, 0}, 0);
    assertVector(query, 0, 0);
    assertThat(encoder.images).isEmpty();
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void eachTextIsInTheLanguageThatWasSaidBeforeIt() {
    space
        .query()
        .similar(space.description(), "right", 1)
        .language("fra_Latn")
        .similar(space.description(), "à droite", 1)
        .similar(space.image(), picture("up"), 1)
        .language(null)
        .similar(space.description(), "up", 1)
        .embed();

    assertThat(encoder.languages).containsExactly(null, "fra_Latn");
    assertThat(encoder.texts).containsExactly("right", "à droite", "up");
    assertThat(encoder.calls).hasSize(3).allMatch(FakeCall::isClosed);
  }

  @Test
  void emptyTextIsEmbedded() {
    assertVector(space.query().similar(space.description(), "", 1), 0, -1);
  }

  @Test
  void clausesThatCancelGiveZeros() {
    assertVector(image(1).similar(space.image(), picture("up"), -1), 0, 0);
    assertVector(
        image(0.1)
            .similar(space.image(), picture("up"), 0.2)
            .similar(space.image(), picture("up"), -0.3),
        0,
        0);
  }

  @Test
  void storedVectorIsOneMoreClause() {
    assertVector(image(4).withVector(new float[] {0.5f, 0}, 3), 0.6, 0.8);
  }

  @Test
  void storedVectorIsCopied() {
    float[] stored = {1, 0};
    ImageSpaceQuery query = space.query().withVector(stored, 1);
    stored[0] = -1;
    assertVector(query, 1, 0);
  }

  @Test
  void vectorOfAnotherLengthOrNotFiniteIsRefused() {
    assertThatThrownBy(() -> space.query().withVector(new float[3], 1))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("3 dimensions")
        .hasMessageContaining("have 2");
    assertThatThrownBy(() -> space.query().withVector(new float[] {1, Float.NaN}, 1))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("number 1 is NaN");
  }

  @Test
  void weightsThatAreNotFiniteAreRefusedEvenWithoutAValue() {
    assertRefusedWeight(picture("up"), Double.NaN);
    assertRefusedWeight(null, Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> space.query().withVector(new float[2], Double.NEGATIVE_INFINITY))
        .isInstanceOf(InvalidSpaceParamException.class);
  }

  @Test
  void hugeWeightsDoNotOverflow() {
    assertVector(
        image(Double.MAX_VALUE).similar(space.description(), "right", Double.MAX_VALUE),
        HALF,
        HALF);
  }

  @Test
  void fieldSetOfAnotherSpaceIsRefused() {
    ImageSpace other = encoder.space(ModelHandler.OPEN_CLIP);
    assertThatThrownBy(() -> space.query().similar(other.image(), picture("up"), 1))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("OPEN_CLIP");
    assertThatThrownBy(() -> space.query().similar(other.description(), "right", 1))
        .isInstanceOf(InvalidSpaceParamException.class);
  }

  @Test
  void fieldSetOfAnEqualSpaceIsAsGood() {
    ImageSpace same = encoder.space(ModelHandler.SENTENCE_TRANSFORMERS);
    assertVector(space.query().similar(same.image(), picture("up"), 1), 0, 1);
  }

  @Test
  void spaceOfPicturesAloneTakesTextClauses() {
    ImageSpace pictures = encoder.build(ImageSpace.builder().image(FakeEncoder.IMAGE));
    assertThat(pictures.description().fields()).isEmpty();
    assertVector(pictures.query().similar(pictures.description(), "right", 1), 1, 0);
  }

  @Test
  void queryIsNotChangedByAClause() {
    ImageSpaceQuery query = image(1);
    query.similar(space.description(), "right", 1);
    assertVector(query, 0, 1);
  }

  @Test
  void rejectedPictureEndsTheQuery() {
    ImageSpaceQuery query = space.query().similar(space.image(), picture("missing"), 1);
    assertThatThrownBy(query::embed).isInstanceOf(ImageRejectedException.class);
    assertThat(encoder.calls).hasSize(1).allMatch(FakeCall::isClosed);
  }

  private ImageSpaceQuery image(double weight) {
    return space.query().similar(space.image(), picture("up"), weight);
  }

  private void assertRefusedWeight(
      dev.imagespace.image.@Nullable ImageSource picture, double weight) {
    assertThatThrownBy(() -> space.query().similar(space.image(), picture, weight))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("finite");
  }

  private static void assertVector(ImageSpaceQuery query, double x, double y) {
    float[] vector = query.embed();
    assertThat(vector).hasSize(2);
    assertThat((double) vector[0]).isEqualTo(x, within(1e-7));
    assertThat((double) vector[1]).isEqualTo(y, within(1e-7));
  }
}
