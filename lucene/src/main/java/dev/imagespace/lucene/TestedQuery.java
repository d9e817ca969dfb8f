package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Reads the metadata of each document and has the filter itself judge it. Immutable. */
final class TestedQuery extends Query {
  private final Filter filter;

  TestedQuery(Filter filter) {
    this.filter = filter;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public Scorer scorer(LeafReaderContext context) throws IOException {
        return new ConstantScoreScorer(this, score(), mode, TestedQuery.this.iterator(context));
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return true;
      }
    };
  }

  private TwoPhaseIterator iterator(LeafReaderContext context) throws IOException {
    BinaryDocValues values = DocValues.getBinary(context.reader(), StoredDocument.METADATA);
    return new TwoPhaseIterator(DocIdSetIterator.all(context.reader().maxDoc())) {
      @Override
      public boolean matches() throws IOException {
        return matchesMetadata(
            values.advanceExact(approximation.docID())
                ? MetadataJson.read(values.binaryValue().utf8ToString())
                : new Metadata());
      }

      @Override
      public float matchCost() {
        return 1000;
      }
    };
  }

  /** A value of a type that the filter cannot compare is one that it does not look for. */
  private boolean matchesMetadata(Metadata metadata) {
    try {
      return filter.test(metadata);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return filter.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestedQuery that && filter.equals(that.filter);
  }

  @Override
  public int hashCode() {
    return filter.hashCode();
  }
}
