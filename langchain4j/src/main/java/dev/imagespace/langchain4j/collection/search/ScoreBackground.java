package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.Normalization;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.PartVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How alike unrelated things are in a collection, so that a score means something: cosines differ
 * from model to model, from words to pictures, and from one query to the next, so that no fixed
 * threshold will do.
 *
 * <p>A query is compared with a sample of the collection, which gives the middle and the spread of
 * its scores; how many spreads a score lies above the middle is its distance. How often unrelated
 * words, and unrelated pictures, reach a distance was measured when the background was made, and is
 * kept with the collection. Make it anew when the collection has changed much. Immutable and
 * thread-safe.
 */
public final class ScoreBackground {
  private static final int SAMPLE = 500;
  private static final int LEAST_SAMPLE = 30;
  private static final int PICTURES = 64;
  private static final int PAGE = 500;
  private static final String KEPT_SAMPLE = "background.sample";
  private static final String KEPT_WORDS = "background.words";
  private static final String KEPT_PICTURES = "background.pictures";

  private final List<CollectionEntry> sample;
  private final DistanceTail words;
  private final DistanceTail pictures;
  private final long size;

  private ScoreBackground(
      List<CollectionEntry> sample, DistanceTail words, DistanceTail pictures, long size) {
    this.sample = sample;
    this.words = words;
    this.pictures = pictures;
    this.size = size;
  }

  /**
   * Measures the background of a collection and keeps it there. Reads every entry once, and embeds
   * some dozens of words.
   *
   * @throws CollectionException if the collection has fewer than 30 items
   */
  public static ScoreBackground make(ImageCollection collection) {
    List<CollectionEntry> sample = sample(collection);
    if (sample.size() < LEAST_SAMPLE) {
      throw new CollectionException(
          "The collection has %d items; a background needs %d."
              .formatted(sample.size(), LEAST_SAMPLE));
    }
    List<float[]> texts = collection.space().embedTexts(UnrelatedWords.LIST, Normalization.L2);
    List<double[]> ofWords = texts.stream().map(text -> scores(text, sample, null)).toList();
    List<double[]> ofPictures =
        sample.stream()
            .filter(entry -> entry.vectors().image() != null)
            .limit(PICTURES)
            .map(
                entry ->
                    scores(unit(Objects.requireNonNull(entry.vectors().image())), sample, entry))
            .toList();
    DistanceTail words = DistanceTail.of(ofWords);
    DistanceTail pictures = ofPictures.isEmpty() ? words : DistanceTail.of(ofPictures);
    collection
        .catalog()
        .setProperties(
            Map.of(
                KEPT_SAMPLE,
                String.join("\n", sample.stream().map(CollectionEntry::id).toList()),
                KEPT_WORDS,
                words.toText(),
                KEPT_PICTURES,
                pictures.toText()));
    return new ScoreBackground(sample, words, pictures, collection.size());
  }

  /** The background that was made last; empty where none was. */
  public static Optional<ScoreBackground> of(ImageCollection collection) {
    Map<String, String> kept = collection.catalog().properties();
    String ids = kept.get(KEPT_SAMPLE);
    String words = kept.get(KEPT_WORDS);
    String pictures = kept.get(KEPT_PICTURES);
    if (ids == null || words == null || pictures == null) {
      return Optional.empty();
    }
    List<CollectionEntry> sample =
        List.copyOf(collection.catalog().findAll(List.of(ids.split("\n"))).values());
    return sample.size() < LEAST_SAMPLE
        ? Optional.empty()
        : Optional.of(
            new ScoreBackground(
                sample, DistanceTail.read(words), DistanceTail.read(pictures), collection.size()));
  }

  /** Every entry is as likely to be in it, wherever it stands. */
  private static List<CollectionEntry> sample(ImageCollection collection) {
    Random random = new Random(1);
    List<CollectionEntry> sample = new ArrayList<>();
    int seen = 0;
    List<CollectionEntry> page = collection.catalog().page(null, PAGE);
    while (!page.isEmpty()) {
      for (CollectionEntry entry : page) {
        seen++;
        int at = sample.size() < SAMPLE ? sample.size() : random.nextInt(seen);
        if (at == sample.size()) {
          sample.add(entry);
        } else if (at < SAMPLE) {
          sample.set(at, entry);
        }
      }
      page = collection.catalog().page(page.get(page.size() - 1).id(), PAGE);
    }
    return sample;
  }

  private static float[] unit(float[] vector) {
    double norm = Math.sqrt(PartVectors.dot(vector, vector));
    float[] unit = vector.clone();
    for (int i = 0; i < unit.length && norm > 0; i++) {
      unit[i] = (float) (unit[i] / norm);
    }
    return unit;
  }

  /** Sorted, of all but the item that the query is. */
  private static double[] scores(
      float[] query, List<CollectionEntry> sample, @Nullable CollectionEntry own) {
    double[] scores =
        sample.stream()
            .filter(
                entry -> own == null || !entry.hashes().content().equals(own.hashes().content()))
            .mapToDouble(entry -> PartVectors.dot(query, entry.vectors().vector()))
            .toArray();
    Arrays.sort(scores);
    return scores;
  }

  /**
   * What the scores of a query mean.
   *
   * @param vector {@link ImageSearch#embed} of it
   */
  public ScoreMeaning of(SearchQuery query, float[] vector) {
    boolean byPicture =
        query.terms().stream()
            .anyMatch(term -> term.weight() > 0 && !(term instanceof SearchTerm.Words));
    double[] scores = scores(vector, sample, null);
    return new ScoreMeaning(
        DistanceTail.middle(scores),
        DistanceTail.spread(scores),
        byPicture ? pictures : words,
        size);
  }
}
