package dev.imagespace.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The nearest vectors: the graph gives more candidates than are wanted, the kept floats their order
 * and their cosines. Where the graph gives fewer than there are, all that pass the filter are
 * compared: a search never finds less than there is.
 */
final class VectorSearch {
  /** Fewer candidates make a search in a large index miss some of the nearest. */
  private static final int LEAST_CANDIDATES = 128;

  private static final int CANDIDATES_FOR_EACH = 2;

  private static final Comparator<Near> BEST_FIRST =
      Comparator.comparingDouble(Near::cosine).reversed().thenComparing(Near::document);

  private final IndexSearcher searcher;

  VectorSearch(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** A document and the cosine of its vector with the query. */
  record Near(int document, double cosine, float[] vector) {}

  /** By the graph. */
  List<Near> nearest(float[] query, int k, @Nullable Query filter) throws IOException {
    int candidates = Math.max(LEAST_CANDIDATES, CANDIDATES_FOR_EACH * k);
    TopDocs found =
        searcher.search(
            new KnnFloatVectorQuery(StoredDocument.VECTOR, query, candidates, filter), candidates);
    List<Near> near = compare(query, found.scoreDocs);
    if (near.size() < candidates && near.size() < count(filter)) {
      return exactly(query, k, filter);
    }
    near.sort(BEST_FIRST);
    return near.subList(0, Math.min(k, near.size()));
  }

  private int count(@Nullable Query filter) throws IOException {
    return searcher.count(filter == null ? new MatchAllDocsQuery() : filter);
  }

  private List<Near> compare(float[] query, ScoreDoc[] documents) throws IOException {
    List<ScoreDoc> inOrder = new ArrayList<>(List.of(documents));
    inOrder.sort(Comparator.comparingInt(one -> one.doc));
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    List<Near> near = new ArrayList<>();
    @Nullable FloatVectorValues values = null;
    int leaf = -1;
    for (ScoreDoc one : inOrder) {
      int its = ReaderUtil.subIndex(one.doc, leaves);
      if (its != leaf || values == null) {
        leaf = its;
        values = leaves.get(leaf).reader().getFloatVectorValues(StoredDocument.VECTOR);
      }
      values.advance(one.doc - leaves.get(leaf).docBase);
      near.add(near(one.doc, query, values.vectorValue()));
    }
    return near;
  }

  private static Near near(int document, float[] query, float[] vector) {
    return new Near(document, VectorUtil.dotProduct(query, vector), vector.clone());
  }

  /** By comparing all that pass the filter. */
  List<Near> exactly(float[] query, int k, @Nullable Query filter) throws IOException {
    PriorityQueue<Near> best = new PriorityQueue<>(BEST_FIRST.reversed());
    Query wanted = searcher.rewrite(filter == null ? new MatchAllDocsQuery() : filter);
    Weight weight = searcher.createWeight(wanted, ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      FloatVectorValues values = leaf.reader().getFloatVectorValues(StoredDocument.VECTOR);
      if (scorer != null && values != null) {
        collect(query, k, leaf, scorer.iterator(), values, best);
      }
    }
    List<Near> near = new ArrayList<>(best);
    near.sort(BEST_FIRST);
    return near;
  }

  private static void collect(
      float[] query,
      int k,
      LeafReaderContext leaf,
      DocIdSetIterator wanted,
      FloatVectorValues values,
      PriorityQueue<Near> best)
      throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    for (int doc = wanted.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = wanted.nextDoc()) {
      if (live != null && !live.get(doc)) {
        continue;
      }
      int at = values.docID() < doc ? values.advance(doc) : values.docID();
      if (at != doc) {
        continue;
      }
      float[] vector = values.vectorValue();
      double cosine = VectorUtil.dotProduct(query, vector);
      if (best.size() < k) {
        best.add(new Near(leaf.docBase + doc, cosine, vector.clone()));
      } else if (k > 0 && cosine > best.element().cosine()) {
        best.remove();
        best.add(new Near(leaf.docBase + doc, cosine, vector.clone()));
      }
    }
  }
}
