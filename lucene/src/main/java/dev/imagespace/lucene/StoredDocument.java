package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FloatDocValuesField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A vector and its segment as a document of Lucene. Stateless. */
final class StoredDocument {
  static final String ID = "id";
  static final String VECTOR = "vector";

  /** The length that the vector had: the index keeps it at length one. */
  static final String NORM = "norm";

  static final String TEXT = "text";
  static final String METADATA = "metadata";

  private static final String STORED_METADATA = "stored-metadata";

  private StoredDocument() {}

  static Document of(String id, UnitVector vector, @Nullable TextSegment segment) {
    Document document = new Document();
    document.add(new StringField(ID, id, Store.YES));
    document.add(
        new KnnFloatVectorField(VECTOR, vector.floats(), VectorSimilarityFunction.DOT_PRODUCT));
    document.add(new FloatDocValuesField(NORM, vector.norm()));
    if (segment != null) {
      document.add(new TextField(TEXT, segment.text(), Store.YES));
      addMetadata(document, segment.metadata());
    }
    return document;
  }

  private static void addMetadata(Document document, Metadata metadata) {
    String json = MetadataJson.write(metadata);
    document.add(new StoredField(STORED_METADATA, json));
    document.add(new BinaryDocValuesField(METADATA, new BytesRef(json)));
    for (Map.Entry<String, Object> one : metadata.toMap().entrySet()) {
      Object value = one.getValue();
      if (value instanceof Integer || value instanceof Long) {
        document.add(
            new LongPoint(MetadataField.ofIntegers(one.getKey()), ((Number) value).longValue()));
      } else if (value instanceof Number) {
        document.add(
            new DoublePoint(
                MetadataField.ofDecimals(one.getKey()), Double.parseDouble(value.toString())));
      } else {
        document.add(
            new StringField(
                MetadataField.ofTexts(one.getKey()),
                MetadataField.term(value.toString()),
                Store.NO));
      }
    }
  }

  static String id(StoredFields stored, int document) throws IOException {
    return stored.document(document, Set.of(ID)).get(ID);
  }

  /** Null where the vector came without one. */
  static @Nullable TextSegment segment(Document document) {
    String text = document.get(TEXT);
    String metadata = document.get(STORED_METADATA);
    return text == null
        ? null
        : TextSegment.from(text, metadata == null ? new Metadata() : MetadataJson.read(metadata));
  }
}
