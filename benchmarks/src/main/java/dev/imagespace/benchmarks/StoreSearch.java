package dev.imagespace.benchmarks;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.imagespace.lucene.LuceneEmbeddingStore;
import dev.imagespace.lucene.VectorPrecision;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Search in the store on Lucene, over synthetic clustered vectors: build rate, disk, recall@10
 * against comparing every vector, and latencies, with filters of 1, 10 and 50 %.
 *
 * <p>Arguments: number of vectors, dimensions, FLOAT or SEVEN_BIT, an empty directory.
 */
public final class StoreSearch {
  private static final int QUERIES = 200;
  private static final int EXACT = 40;
  private static final int TOGETHER = 2000;
  private static final int WANTED = 10;

  private final int dimensions;
  private final float[][] centres;
  private final Random random = new Random(1);

  private StoreSearch(int number, int dimensions) {
    this.dimensions = dimensions;
    centres = new float[Math.max(10, number / 500)][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = gaussian(new float[dimensions], 1);
    }
  }

  public static void main(String... arguments) throws IOException {
    int number = Integer.parseInt(arguments[0]);
    Path directory = Path.of(arguments[3]);
    VectorPrecision precision = VectorPrecision.valueOf(arguments[2]);
    StoreSearch benchmark = new StoreSearch(number, Integer.parseInt(arguments[1]));
    try (LuceneEmbeddingStore store =
        LuceneEmbeddingStore.builder(directory).precision(precision).build()) {
      benchmark.build(store, number);
      print("disk a vector: %.0f bytes", (double) size(directory) / number);
      benchmark.search(store, "no filter", null);
      benchmark.search(store, "1 %", metadataKey("part").isLessThan(1));
      benchmark.search(store, "10 %", metadataKey("part").isLessThan(10));
      benchmark.search(store, "50 %", metadataKey("part").isLessThan(50));
    }
  }

  private float[] gaussian(float[] around, float spread) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = around[i] + spread * (float) random.nextGaussian();
    }
    return vector;
  }

  private Embedding next() {
    Embedding embedding = Embedding.from(gaussian(centres[random.nextInt(centres.length)], 0.7f));
    embedding.normalize();
    return embedding;
  }

  private void build(LuceneEmbeddingStore store, int number) {
    long start = System.nanoTime();
    for (int done = 0; done < number; done += TOGETHER) {
      List<String> ids = new ArrayList<>();
      List<Embedding> embeddings = new ArrayList<>();
      List<TextSegment> segments = new ArrayList<>();
      for (int i = done; i < Math.min(number, done + TOGETHER); i++) {
        ids.add("vector-" + i);
        embeddings.add(next());
        segments.add(TextSegment.from("number " + i, new Metadata().put("part", i % 100)));
      }
      store.replaceAll(ids, embeddings, segments);
    }
    store.commit();
    print("build: %.0f vectors a second", number / seconds(start));
  }

  private void search(LuceneEmbeddingStore store, String name, @Nullable Filter filter) {
    List<EmbeddingSearchRequest> requests = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      requests.add(
          EmbeddingSearchRequest.builder()
              .queryEmbedding(next())
              .maxResults(WANTED)
              .filter(filter)
              .build());
    }
    requests.forEach(store::search);
    List<Set<String>> found = new ArrayList<>();
    double[] times = times(requests, store::search, found);
    List<Set<String>> exact = new ArrayList<>();
    double[] exactTimes = times(requests.subList(0, EXACT), store::searchExactly, exact);
    int right = 0;
    int complete = 0;
    for (int i = 0; i < EXACT; i++) {
      Set<String> both = new HashSet<>(found.get(i));
      both.retainAll(exact.get(i));
      right += both.size();
    }
    for (Set<String> one : found) {
      complete += one.size() == WANTED ? 1 : 0;
    }
    print(
        "%-10s recall@10 %.4f, exactly 10 in %d of %d, p50 %.2f ms, p99 %.2f ms; every vector: p50 %.1f ms (%.0f times)",
        name,
        right / (double) (WANTED * EXACT),
        complete,
        QUERIES,
        times[QUERIES / 2],
        times[QUERIES * 99 / 100],
        exactTimes[EXACT / 2],
        exactTimes[EXACT / 2] / times[QUERIES / 2]);
  }

  private static double[] times(
      List<EmbeddingSearchRequest> requests,
      Function<EmbeddingSearchRequest, EmbeddingSearchResult<TextSegment>> search,
      List<Set<String>> found) {
    double[] times = new double[requests.size()];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      EmbeddingSearchResult<TextSegment> result = search.apply(requests.get(i));
      times[i] = seconds(start) * 1000;
      Set<String> ids = new HashSet<>();
      for (EmbeddingMatch<TextSegment> match : result.matches()) {
        ids.add(match.embeddingId());
      }
      found.add(Collections.unmodifiableSet(ids));
    }
    Arrays.sort(times);
    return times;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
