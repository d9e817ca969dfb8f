package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.VectorBytes;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An entry of the catalog as a document of Lucene. Stateless. */
final class CatalogDocument {
  static final String ID = "id";
  static final String CONTENT = "content";

  /** A value of its own beside the document, so that a change of it writes nothing else. */
  static final String STATE = "state";

  private static final String PICTURE_HASH = "picture-hash";
  private static final String VERSION = "version";
  private static final String PICTURE = "picture";
  private static final String DESCRIPTION = "description";
  private static final String METADATA = "metadata";
  private static final String VECTOR = "vector";
  private static final String IMAGE_PART = "image-part";
  private static final String TEXT_PART = "text-part";

  private CatalogDocument() {}

  static Term term(String id) {
    return new Term(ID, id);
  }

  static Document of(CollectionEntry entry) {
    Document document = new Document();
    document.add(new StringField(ID, entry.id(), Store.YES));
    document.add(new NumericDocValuesField(STATE, entry.state().code()));
    document.add(new StringField(CONTENT, entry.hashes().content(), Store.YES));
    add(document, PICTURE_HASH, entry.hashes().picture());
    add(document, VERSION, entry.hashes().version());
    add(document, PICTURE, entry.picture());
    add(document, DESCRIPTION, entry.description());
    add(document, METADATA, MetadataJson.write(entry.metadata()));
    add(document, VECTOR, VectorBytes.write(entry.vectors().vector()));
    add(document, IMAGE_PART, VectorBytes.write(entry.vectors().image()));
    add(document, TEXT_PART, VectorBytes.write(entry.vectors().description()));
    return document;
  }

  private static void add(Document document, String name, @Nullable String value) {
    if (value != null) {
      document.add(new StoredField(name, value));
    }
  }

  private static void add(Document document, String name, byte @Nullable [] value) {
    if (value != null) {
      document.add(new StoredField(name, value));
    }
  }

  static CollectionEntry read(IndexSearcher searcher, int number) throws IOException {
    Document document = searcher.storedFields().document(number);
    return new CollectionEntry(
        document.get(ID),
        state(searcher, number),
        new Hashes(document.get(CONTENT), document.get(PICTURE_HASH), document.get(VERSION)),
        document.get(PICTURE),
        document.get(DESCRIPTION),
        MetadataJson.read(document.get(METADATA)),
        new PartVectors(
            Objects.requireNonNull(vector(document, VECTOR)),
            vector(document, IMAGE_PART),
            vector(document, TEXT_PART)));
  }

  private static State state(IndexSearcher searcher, int document) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    NumericDocValues states = Objects.requireNonNull(leaf.reader().getNumericDocValues(STATE));
    return states.advanceExact(document - leaf.docBase)
        ? State.of((int) states.longValue())
        : State.WRITING;
  }

  private static float @Nullable [] vector(Document document, String name) {
    BytesRef stored = document.getBinaryValue(name);
    return stored == null ? null : VectorBytes.read(BytesRef.deepCopyOf(stored).bytes);
  }
}
