package dev.imagespace.langchain4j.collection.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.TinySpace;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.TestCollection;
import dev.langchain4j.data.document.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ScoreBackgroundTests {
  private static final ImageSpace SPACE = TinySpace.open();

  private final ImageCollection collection = TestCollection.of(SPACE);
  private final Random random = new Random(5);

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  private float[] direction() {
    float[] vector = new float[SPACE.length()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private void fill(int number) {
    List<CollectionEntry> entries = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      float[] vector = direction();
      entries.add(
          new CollectionEntry(
              "id-" + i,
              State.WRITING,
              new Hashes("hash-" + i, null, null),
              null,
              null,
              new Metadata(),
              new PartVectors(vector, vector, null)));
    }
    collection.put(entries);
    collection.commit(entries.stream().map(CollectionEntry::id).toList());
  }

  @Test
  void aThresholdGivesTheShareOfFalseAlarmsThatItSays() {
    fill(2000);
    ScoreBackground background = ScoreBackground.make(collection);
    SearchQuery query = SearchQuery.like("id-0");
    double alarms = 0;
    for (int i = 0; i < 50; i++) {
      float[] unrelated = direction();
      double threshold = background.of(query, unrelated).threshold(0.01);
      alarms +=
          collection.catalog().page(null, 2000).stream()
              .filter(entry -> PartVectors.dot(unrelated, entry.vectors().vector()) >= threshold)
              .count();
    }
    assertThat(alarms / (50 * 2000)).isBetween(0.003, 0.03);
  }

  @Test
  void whatIsFoundForGoodReasonIsRelevantAndTheBestOfNothingIsNot() {
    fill(500);
    ScoreBackground.make(collection);
    ScoreBackground background = ScoreBackground.of(collection).orElseThrow();
    SearchQuery like = SearchQuery.like("id-7");
    float[] itself = ImageSearch.in(collection).embed(like);
    assertThat(background.of(like, itself).relevance(1)).isGreaterThan(0.9);
    float[] unrelated = direction();
    ScoreMeaning meaning = background.of(like, unrelated);
    double middling = meaning.threshold(0.05);
    assertThat(meaning.relevance(middling)).isLessThan(0.01);
    assertThat(meaning.falseAlarms(middling)).isCloseTo(0.05, within(0.01));
  }

  @Test
  void aBackgroundIsKeptWithTheCollectionAndNeedsOne() {
    assertThat(ScoreBackground.of(collection)).isEmpty();
    fill(10);
    assertThatThrownBy(() -> ScoreBackground.make(collection))
        .isInstanceOf(CollectionException.class)
        .hasMessageContaining("10 items");
  }
}
