package dev.imagespace.langchain4j.collection.pgvector;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Random;

/** For LangChain4j's conformance tests: a direction for each text, the same for the same text. */
final class TextHashModel implements EmbeddingModel {
  private final int dimension;

  TextHashModel(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    return Response.from(segments.stream().map(segment -> embedding(segment.text())).toList());
  }

  private Embedding embedding(String text) {
    Random random = new Random(text.hashCode());
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      // Not around zero: the tests expect some likeness of any two texts.
      vector[i] = (float) (1 + random.nextGaussian());
    }
    Embedding embedding = Embedding.from(vector);
    embedding.normalize();
    return embedding;
  }
}
