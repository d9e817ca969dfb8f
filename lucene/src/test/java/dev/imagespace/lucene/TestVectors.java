package dev.imagespace.lucene;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Unit vectors in clusters, as those of pictures are. */
final class TestVectors {
  private final Random random;
  private final float[][] centres;

  TestVectors(int dimension, int clusters, long seed) {
    random = new Random(seed);
    centres = new float[clusters][];
    for (int i = 0; i < clusters; i++) {
      centres[i] = gaussian(dimension);
    }
  }

  private float[] gaussian(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  Embedding next() {
    float[] centre = centres[random.nextInt(centres.length)];
    float[] vector = gaussian(centre.length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + 0.7f * vector[i];
    }
    Embedding embedding = Embedding.from(vector);
    embedding.normalize();
    return embedding;
  }

  /** Adds so many, of which number i has {@code part} i modulo 100 and the id {@code vector-i}. */
  void addTo(LuceneEmbeddingStore store, int number) {
    List<String> ids = new ArrayList<>();
    List<Embedding> embeddings = new ArrayList<>();
    List<TextSegment> segments = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add("vector-" + i);
      embeddings.add(next());
      segments.add(TextSegment.from("number " + i, new Metadata().put("part", i % 100)));
    }
    store.addAll(ids, embeddings, segments);
  }
}
