package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A catalog in a directory of this machine, beside an embedded store. Every change is on disk when
 * its method returns. Many processes may read, and one of them write. Thread-safe.
 */
public final class LuceneCatalog implements Catalog {
  private final LuceneIndex index;

  private LuceneCatalog(LuceneIndex index) {
    this.index = index;
  }

  /** The catalog in this directory, which is made where it is missing. */
  public static LuceneCatalog open(Path directory) {
    return new LuceneCatalog(
        LuceneIndex.open(
            directory,
            () ->
                new IndexWriterConfig(new StandardAnalyzer())
                    .setRAMBufferSizeMB(16)
                    .setCommitOnClose(false)));
  }

  @Override
  public Map<String, String> properties() {
    return index.read(
        Map.of(),
        searcher -> ((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData());
  }

  @Override
  public void setProperties(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties());
    all.putAll(properties);
    index.writeAndCommit(writer -> writer.setLiveCommitData(all.entrySet()));
  }

  @Override
  public Map<String, CollectionEntry> findAll(Collection<String> ids) {
    Query query = new TermInSetQuery(CatalogDocument.ID, ids.stream().map(BytesRef::new).toList());
    Map<String, CollectionEntry> found = new LinkedHashMap<>();
    find(query, Math.max(1, ids.size())).forEach(entry -> found.put(entry.id(), entry));
    return found;
  }

  @Override
  public Optional<CollectionEntry> findByContent(String contentHash) {
    return find(new TermQuery(new Term(CatalogDocument.CONTENT, contentHash)), 8).stream()
        .filter(entry -> entry.state() != State.REMOVING)
        .findFirst();
  }

  @Override
  public List<CollectionEntry> unfinished(int limit) {
    Query writing = inState(State.WRITING);
    List<CollectionEntry> found = find(writing, limit);
    return found.isEmpty() ? find(inState(State.REMOVING), limit) : found;
  }

  private static Query inState(State state) {
    return NumericDocValuesField.newSlowExactQuery(CatalogDocument.STATE, state.code());
  }

  private List<CollectionEntry> find(Query query, int limit) {
    return index.read(
        List.of(),
        searcher -> {
          List<CollectionEntry> entries = new ArrayList<>();
          for (ScoreDoc found : searcher.search(query, limit).scoreDocs) {
            entries.add(CatalogDocument.read(searcher, found.doc));
          }
          return entries;
        });
  }

  @Override
  public List<CollectionEntry> page(@Nullable String after, int limit) {
    return index.read(List.of(), searcher -> page(searcher, after, limit));
  }

  /** The ids of an index are sorted as they are: a page costs what is on it. */
  private static List<CollectionEntry> page(
      IndexSearcher searcher, @Nullable String after, int limit) throws IOException {
    List<CollectionEntry> page = new ArrayList<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), CatalogDocument.ID);
    TermsEnum ids = terms == null ? TermsEnum.EMPTY : terms.iterator();
    BytesRef id = first(ids, after);
    while (id != null && page.size() < limit) {
      Query one = new TermQuery(new Term(CatalogDocument.ID, BytesRef.deepCopyOf(id)));
      for (ScoreDoc found : searcher.search(one, 1).scoreDocs) {
        page.add(CatalogDocument.read(searcher, found.doc));
      }
      id = ids.next();
    }
    return page;
  }

  private static @Nullable BytesRef first(TermsEnum ids, @Nullable String after)
      throws IOException {
    if (after == null) {
      return ids.next();
    }
    return switch (ids.seekCeil(new BytesRef(after))) {
      case END -> null;
      case FOUND -> ids.next();
      case NOT_FOUND -> ids.term();
    };
  }

  @Override
  public long size() {
    return index.read(0L, searcher -> (long) searcher.count(new MatchAllDocsQuery()));
  }

  @Override
  public void putAll(Collection<CollectionEntry> entries) {
    index.writeAndCommit(
        writer -> {
          for (CollectionEntry entry : entries) {
            writer.updateDocument(CatalogDocument.term(entry.id()), CatalogDocument.of(entry));
          }
        });
  }

  @Override
  public void mark(Collection<String> ids, State state) {
    index.writeAndCommit(
        writer -> {
          for (String id : ids) {
            writer.updateNumericDocValue(
                CatalogDocument.term(id), CatalogDocument.STATE, state.code());
          }
        });
  }

  @Override
  public void removeAll(Collection<String> ids) {
    Term[] terms = ids.stream().map(CatalogDocument::term).toArray(Term[]::new);
    index.writeAndCommit(writer -> writer.deleteDocuments(terms));
  }

  /** Lets go of the directory. */
  @Override
  public void close() {
    index.close();
  }
}
