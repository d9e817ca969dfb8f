package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.BulkEmbeddingStore;
import dev.imagespace.langchain4j.collection.LexicalStore;
import dev.imagespace.lucene.VectorSearch.Near;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in a directory of this machine, found by a graph (HNSW), with filters by metadata that
 * never make a search find less than there is, and by the words of their texts (BM25).
 *
 * <p>A write is on disk when its method returns, but for {@link #replaceAll}, which is with the
 * next {@link #commit}; a process that is killed leaves the index as it was at the last of these. A
 * vector replaces the one of the same id. Many processes may read, and one of them write: it takes
 * the index with its first write and keeps it until {@link #close}.
 *
 * <p>Scores are LangChain4j's, (1 + cosine) / 2. Thread-safe.
 */
public final class LuceneEmbeddingStore
    implements EmbeddingStore<TextSegment>, BulkEmbeddingStore, LexicalStore, AutoCloseable {
  private final LuceneIndex index;

  private LuceneEmbeddingStore(LuceneIndex index) {
    this.index = index;
  }

  /** A store of floats in this directory, which is made where it is missing. */
  public static LuceneEmbeddingStore open(Path directory) {
    return builder(directory).build();
  }

  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /** The settings, one by one; each has a default. Not thread-safe. */
  public static final class Builder {
    private final Path directory;
    private VectorPrecision precision = VectorPrecision.FLOAT;
    private int connections = 16;
    private int beam = 100;
    private double bufferMegabytes = 128;

    private Builder(Path directory) {
      this.directory = directory;
    }

    /** Of what is written from now on; an index may hold both. Default: floats. */
    public Builder precision(VectorPrecision wanted) {
      precision = wanted;
      return this;
    }

    /** Edges of a vertex in the graph, 2 to 512. Default: 16. */
    public Builder connections(int most) {
      connections = most;
      return this;
    }

    /** Candidates for the edges of a new vertex, up to 3200. Default: 100. */
    public Builder beam(int candidates) {
      beam = candidates;
      return this;
    }

    /** Heap for what is not yet on disk, in MB. Default: 128. */
    public Builder bufferMegabytes(double most) {
      bufferMegabytes = most;
      return this;
    }

    /**
     * The store; nothing is read before it is asked.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     * @throws dev.imagespace.langchain4j.collection.CollectionException if the directory cannot be
     *     opened
     */
    public LuceneEmbeddingStore build() {
      KnnVectorsFormat format = WideVectorsFormat.of(precision, connections, beam);
      double buffer = bufferMegabytes;
      return new LuceneEmbeddingStore(
          LuceneIndex.open(directory, () -> configuration(format, buffer)));
    }

    private static IndexWriterConfig configuration(KnnVectorsFormat format, double buffer) {
      return new IndexWriterConfig(new StandardAnalyzer())
          .setRAMBufferSizeMB(buffer)
          .setCommitOnClose(false)
          .setCodec(
              new Lucene912Codec() {
                @Override
                public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                  return format;
                }
              });
    }
  }

  @Override
  public String add(Embedding embedding) {
    return add(embedding, null);
  }

  @Override
  public String add(Embedding embedding, @Nullable TextSegment segment) {
    String id = UUID.randomUUID().toString();
    addAll(List.of(id), List.of(embedding), Collections.singletonList(segment));
    return id;
  }

  @Override
  public void add(String id, Embedding embedding) {
    addAll(List.of(id), List.of(embedding), Collections.singletonList(null));
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    List<String> ids = generateIds(embeddings.size());
    addAll(ids, embeddings, Collections.nCopies(ids.size(), null));
    return ids;
  }

  @Override
  public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    if (!ids.isEmpty()) {
      replaceAll(ids, embeddings, segments);
      commit();
    }
  }

  @Override
  public void replaceAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    requireSameSizes(ids, embeddings, segments);
    int kept = dimension();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      float[] vector = embeddings.get(i).vector();
      requireDimension(vector.length, kept);
      TextSegment segment = segments == null || segments.isEmpty() ? null : segments.get(i);
      documents.add(StoredDocument.of(ids.get(i), UnitVector.of(vector), segment));
    }
    index.write(
        writer -> {
          for (int i = 0; i < ids.size(); i++) {
            writer.updateDocument(term(ids.get(i)), documents.get(i));
          }
        });
  }

  private static void requireSameSizes(
      List<?> ids, List<?> embeddings, @Nullable List<?> segments) {
    boolean segmented = segments == null || segments.isEmpty() || segments.size() == ids.size();
    if (ids.size() != embeddings.size() || !segmented) {
      throw new IllegalArgumentException(
          "%d ids and %d embeddings; give one of each for a vector, and a segment for each or none."
              .formatted(ids.size(), embeddings.size()));
    }
  }

  /** In the index, and in what Lucene takes. */
  private static void requireDimension(int given, int kept) {
    if (kept != 0 && kept != given) {
      throw new IllegalArgumentException(
          "The vector has %d dimensions; those of the index have %d.".formatted(given, kept));
    }
    if (given > WideVectorsFormat.MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "The vector has %d dimensions; an index takes up to %d."
              .formatted(given, WideVectorsFormat.MOST_DIMENSIONS));
    }
  }

  private int dimension() {
    return index.read(
        0,
        searcher -> {
          FieldInfos fields = FieldInfos.getMergedFieldInfos(searcher.getIndexReader());
          FieldInfo vector = fields.fieldInfo(StoredDocument.VECTOR);
          return vector == null ? 0 : vector.getVectorDimension();
        });
  }

  private static Term term(String id) {
    return new Term(StoredDocument.ID, id);
  }

  @Override
  public void commit() {
    index.writeAndCommit(writer -> {});
  }

  /** Joins the segments of the index into one: searches get faster, and it takes its time. */
  public void optimize() {
    index.writeAndCommit(writer -> writer.forceMerge(1));
  }

  @Override
  public void remove(String id) {
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("id cannot be null or blank");
    }
    removeAll(List.of(id));
  }

  @Override
  public void removeAll(Collection<String> ids) {
    if (ids == null || ids.isEmpty()) {
      throw new IllegalArgumentException("ids cannot be null or empty");
    }
    Term[] terms = ids.stream().map(LuceneEmbeddingStore::term).toArray(Term[]::new);
    index.writeAndCommit(writer -> writer.deleteDocuments(terms));
  }

  @Override
  public void removeAll(Filter filter) {
    if (filter == null) {
      throw new IllegalArgumentException("filter cannot be null");
    }
    index.writeAndCommit(writer -> writer.deleteDocuments(FilterQueries.of(filter)));
  }

  @Override
  public void removeAll() {
    index.writeAndCommit(IndexWriter::deleteAll);
  }

  /** How many vectors there are. */
  public int size() {
    return index.read(0, searcher -> searcher.getIndexReader().numDocs());
  }

  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    return search(request, VectorSearch::nearest);
  }

  /** As {@link #search}, by comparing every vector that passes the filter. */
  public EmbeddingSearchResult<TextSegment> searchExactly(EmbeddingSearchRequest request) {
    return search(request, VectorSearch::exactly);
  }

  private interface Way {
    List<Near> find(VectorSearch search, float[] query, int k, @Nullable Query filter)
        throws IOException;
  }

  private EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request, Way way) {
    float[] query = UnitVector.of(request.queryEmbedding().vector()).floats();
    int kept = dimension();
    if (kept != 0 && kept != query.length) {
      throw new IllegalArgumentException(
          "The query has %d dimensions; the vectors of the index have %d."
              .formatted(query.length, kept));
    }
    Query filter = request.filter() == null ? null : FilterQueries.of(request.filter());
    return new EmbeddingSearchResult<>(
        index.read(
            List.of(),
            searcher -> {
              int k =
                  Math.min(request.maxResults(), Math.max(1, searcher.getIndexReader().numDocs()));
              List<Near> near = way.find(new VectorSearch(searcher), query, k, filter);
              return matches(searcher, near, request.minScore());
            }));
  }

  private static List<EmbeddingMatch<TextSegment>> matches(
      IndexSearcher searcher, List<Near> near, double minScore) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
    for (Near one : near) {
      double score = RelevanceScore.fromCosineSimilarity(Math.max(-1, Math.min(1, one.cosine())));
      if (score >= minScore) {
        Document document = stored.document(one.document());
        Embedding embedding =
            Embedding.from(UnitVector.restore(one.vector(), norm(searcher, one.document())));
        matches.add(
            new EmbeddingMatch<>(
                score,
                document.get(StoredDocument.ID),
                embedding,
                StoredDocument.segment(document)));
      }
    }
    return matches;
  }

  private static float norm(IndexSearcher searcher, int document) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    NumericDocValues norms =
        Objects.requireNonNull(leaf.reader().getNumericDocValues(StoredDocument.NORM));
    return norms.advanceExact(document - leaf.docBase)
        ? Float.intBitsToFloat((int) norms.longValue())
        : 1;
  }

  @Override
  public List<String> findByText(String words, int limit, @Nullable Filter filter) {
    try (StandardAnalyzer analyzer = new StandardAnalyzer()) {
      Query text = new QueryBuilder(analyzer).createBooleanQuery(StoredDocument.TEXT, words);
      if (text == null) {
        return List.of();
      }
      BooleanQuery.Builder query = new BooleanQuery.Builder().add(text, Occur.MUST);
      if (filter != null) {
        query.add(FilterQueries.of(filter), Occur.FILTER);
      }
      return index.read(List.of(), searcher -> ids(searcher, query.build(), limit));
    }
  }

  private static List<String> ids(IndexSearcher searcher, Query query, int limit)
      throws IOException {
    StoredFields stored = searcher.storedFields();
    List<String> ids = new ArrayList<>();
    for (ScoreDoc found : searcher.search(query, limit).scoreDocs) {
      ids.add(StoredDocument.id(stored, found.doc));
    }
    return ids;
  }

  /** Lets go of the index; what was not committed is lost. */
  @Override
  public void close() {
    index.close();
  }
}
