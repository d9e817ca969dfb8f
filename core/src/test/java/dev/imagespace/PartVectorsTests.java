package dev.imagespace;

import static dev.imagespace.FakeEncoder.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.QueryEmbedding.ClauseEmbedding;
import dev.imagespace.model.ModelHandler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors of items' parts and of queries' clauses, from which the parts of scores come. */
class PartVectorsTests {
  private static final float EXACT = 1e-6f;

  private final FakeEncoder encoder =
      new FakeEncoder().image("up", 0, 4).text("right", 3, 0).text("slope", -2, 1);

  @Test
  void partsAreWhatTheNetworkGaveAndAddUpToTheItem() {
    ItemEmbedding item =
        embed(ModelHandler.SENTENCE_TRANSFORMERS, ImageData.of(picture("up"), "slope"));
    assertThat(item.image()).containsExactly(0, 4);
    assertThat(item.description()).containsExactly(-2, 1);
    assertClose(item.vector(), unit(-2, 1 + 4));
  }

  @Test
  void withOpenClipPartsAreOfUnitLengthInTheSumAlone() {
    ItemEmbedding item = embed(ModelHandler.OPEN_CLIP, ImageData.of(picture("up"), "right"));
    assertThat(item.image()).containsExactly(0, 4);
    assertThat(item.description()).containsExactly(3, 0);
    assertClose(item.vector(), unit(1, 1));
  }

  @Test
  void aMissingPartHasNoVectorAndNoTokens() {
    ItemEmbedding image =
        embed(ModelHandler.SENTENCE_TRANSFORMERS, ImageData.of(picture("up"), ""));
    assertThat(image.description()).isNull();
    assertThat(image.tokens()).isZero();
    ItemEmbedding text =
        embed(ModelHandler.SENTENCE_TRANSFORMERS, ImageData.ofDescription("right"));
    assertThat(text.image()).isNull();
    assertThat(text.tokens()).isEqualTo("right".length() + 2);
  }

  @Test
  void clausesHaveTheirVectorsAndTheirScoresAddUpToThatOfTheQuery() {
    ImageSpace space = encoder.space(ModelHandler.SENTENCE_TRANSFORMERS);
    QueryEmbedding query =
        space
            .query()
            .similar(space.description(), "slope", -1.5)
            .similar(space.image(), picture("up"), 2)
            .similar(space.image(), picture("missing"), 0)
            .withVector(new float[] {5, 5}, 1)
            .embedClauses();

    assertThat(query.clauses())
        .extracting(ClauseEmbedding::vector)
        .containsExactly(new float[] {-2, 1}, new float[] {0, 4}, new float[] {5, 5});
    assertThat(query.clauses())
        .extracting(clause -> clause.clause().weight())
        .containsExactly(-1.5, 2.0, 1.0);

    float[] sum = new float[2];
    for (ClauseEmbedding clause : query.clauses()) {
      float[] part = unit(clause.vector()[0], clause.vector()[1]);
      sum[0] += (float) clause.clause().weight() * part[0];
      sum[1] += (float) clause.clause().weight() * part[1];
    }
    assertClose(query.vector(), unit(sum[0], sum[1]));
  }

  @Test
  void aClauseGivesItsVectorAwayAsACopy() {
    Clause.OfVector clause = new Clause.OfVector(new float[] {1, 2}, 1);
    clause.vector()[0] = 9;
    assertThat(clause.vector()).containsExactly(1, 2);
  }

  private ItemEmbedding embed(ModelHandler handler, ImageData item) {
    return encoder.space(handler).embedEach(List.of(item), Normalization.L2).get(0).orElseThrow();
  }

  private static float[] unit(double x, double y) {
    double length = Math.hypot(x, y);
    return new float[] {(float) (x / length), (float) (y / length)};
  }

  private static void assertClose(float[] vector, float[] expected) {
    assertThat(vector).containsExactly(expected, within(EXACT));
  }
}
