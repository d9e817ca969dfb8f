package dev.imagespace.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own formats of vectors, with room for more dimensions: the largest models have 1152 or
 * 1280, where Lucene stops at 1024. Lucene finds the format by its name when it reads an index.
 */
abstract sealed class WideVectorsFormat extends KnnVectorsFormat {
  static final int MOST_DIMENSIONS = 4096;

  private final KnnVectorsFormat format;

  private WideVectorsFormat(String name, KnnVectorsFormat format) {
    super(name);
    this.format = format;
  }

  static KnnVectorsFormat of(VectorPrecision precision, int connections, int beam) {
    return switch (precision) {
      case FLOAT -> new Floats(new Lucene99HnswVectorsFormat(connections, beam));
      case SEVEN_BIT ->
          new SevenBits(
              new Lucene99HnswScalarQuantizedVectorsFormat(
                  connections, beam, 1, 7, false, null, null));
    };
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return format.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return format.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return MOST_DIMENSIONS;
  }

  /** Made by Lucene, to read what was written. */
  public static final class Floats extends WideVectorsFormat {
    public Floats() {
      this(new Lucene99HnswVectorsFormat());
    }

    private Floats(KnnVectorsFormat format) {
      super("ImageSpaceFloats", format);
    }
  }

  /** Made by Lucene, to read what was written. */
  public static final class SevenBits extends WideVectorsFormat {
    public SevenBits() {
      this(new Lucene99HnswScalarQuantizedVectorsFormat());
    }

    private SevenBits(KnnVectorsFormat format) {
      super("ImageSpaceSevenBits", format);
    }
  }
}
