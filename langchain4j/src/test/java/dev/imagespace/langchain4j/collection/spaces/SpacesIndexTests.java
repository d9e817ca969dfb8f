package dev.imagespace.langchain4j.collection.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.InvalidSpaceParamException;
import dev.imagespace.Schema;
import dev.imagespace.langchain4j.TinySpace;
import dev.imagespace.model.HubSettings;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SpacesIndexTests {
  private static final ImageSpace FRONT = space("front");
  private static final ImageSpace LABEL = space("label");

  private final SpacesIndex index = SpacesIndex.of(FRONT, LABEL);

  private static ImageSpace space(String field) {
    Schema item = Schema.named("Product");
    return ImageSpace.builder()
        .image(item.blob(field).with(item.string(field + "_text")))
        .model("sl-tiny")
        .modelCacheDir(TinySpace.picture("../cache").normalize())
        .hub(HubSettings.fromEnvironment().withOffline(true))
        .build();
  }

  @AfterAll
  static void closeSpaces() {
    FRONT.close();
    LABEL.close();
  }

  private static float[] text(ImageSpace space, String text) {
    return space.embed(ImageData.ofDescription(text));
  }

  private static double cosine(float[] a, float[] b) {
    return Vectors.dot(a, b, 0, a.length);
  }

  private double score(float[] stored, float[] query) {
    return Vectors.dot(stored, query, 0, query.length);
  }

  @Test
  void scoreIsTheWeightedSumOfCosines() {
    float[] stored = index.stored(List.of(text(FRONT, "a bottle"), text(LABEL, "oil")));
    float[] front = text(FRONT, "a jar");
    float[] label = text(LABEL, "honey");
    float[] query = index.query().with(FRONT, front, 1).with(LABEL, label, -2).vector();
    double wanted =
        (cosine(text(FRONT, "a bottle"), front) - 2 * cosine(text(LABEL, "oil"), label))
            / (Math.sqrt(5) * Math.sqrt(2));
    assertThat(score(stored, query)).isCloseTo(wanted, within(1e-6));
    assertThat(
            index.partialScores(stored, query).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum())
        .isCloseTo(wanted, within(1e-6));
  }

  @Test
  void aSpaceWithoutAPartDoesNotCountUnlessItsWeightIsSet() {
    float[] stored = index.stored(List.of(text(FRONT, "a bottle"), text(LABEL, "oil")));
    float[] front = text(FRONT, "a jar");
    double cosine = cosine(text(FRONT, "a bottle"), front);
    assertThat(score(stored, index.query().with(FRONT, front).vector()))
        .isCloseTo(cosine, within(1e-6));
    assertThat(score(stored, index.query().with(FRONT, front, 3).vector()))
        .isCloseTo(cosine, within(1e-6));
    assertThat(score(stored, index.query().with(FRONT, front, -3).vector()))
        .isCloseTo(-cosine, within(1e-6));
    assertThat(index.query().with(FRONT, front, 0).vector()).containsOnly(0);
  }

  @Test
  void withASingleSpaceItsWeightIsIgnored() {
    SpacesIndex single = SpacesIndex.of(FRONT);
    float[] front = text(FRONT, "a jar");
    List<float[]> stored = new ArrayList<>(List.of(front));
    assertThat(
            score(
                single.stored(List.copyOf(stored)), single.query().with(FRONT, front, -2).vector()))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void anItemWithoutAPartIsNotTakenForOneWithAll() {
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    ImageData bottle = ImageData.ofDescription("a bottle");
    store.addAll(
        List.of("front alone", "both"),
        List.of(
            index.embed(Map.of(FRONT, bottle)),
            index.embed(Map.of(FRONT, bottle, LABEL, ImageData.ofDescription("a bottle")))),
        List.of(TextSegment.from("1"), TextSegment.from("2")));
    SpacesQuery query =
        index.query().with(FRONT, text(FRONT, "a bottle")).with(LABEL, text(LABEL, "a bottle"));
    List<SpacesIndex.Hit> hits = index.search(store, query, 10, null);
    assertThat(hits).extracting(SpacesIndex.Hit::id).containsExactly("both", "front alone");
    assertThat(hits.get(0).score()).isCloseTo(1, within(1e-5));
    assertThat(hits.get(1).score()).isCloseTo(0.5, within(1e-5));
    assertThat(hits.get(1).partialScores().get(LABEL)).isZero();
  }

  @Test
  void equalSpacesAndForeignOnesAreRefused() {
    try (ImageSpace same = space("front")) {
      assertThatThrownBy(() -> SpacesIndex.of(FRONT, same))
          .isInstanceOf(InvalidSpaceParamException.class);
    }
    SpacesIndex single = SpacesIndex.of(FRONT);
    assertThatThrownBy(() -> single.query().weight(LABEL, 1))
        .isInstanceOf(InvalidSpaceParamException.class);
    assertThatThrownBy(() -> index.stored(Arrays.asList(null, null)))
        .isInstanceOf(InvalidSpaceParamException.class);
  }
}
