package dev.imagespace;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A space in which pictures and their descriptions are vectors of one length. Thread-safe. */
public final class ImageSpace implements AutoCloseable {

  public static Builder builder() {
    throw new UnsupportedOperationException("contract");
  }

  public String annotation() {
    throw new UnsupportedOperationException("contract");
  }

  public TransformationConfig transformationConfig() {
    throw new UnsupportedOperationException("contract");
  }

  /** Dimension of the vectors; known without running the network. */
  public int length() {
    throw new UnsupportedOperationException("contract");
  }

  public ImageFieldSet image() {
    throw new UnsupportedOperationException("contract");
  }

  public DescriptionFieldSet description() {
    throw new UnsupportedOperationException("contract");
  }

  public ModelInfo modelInfo() {
    throw new UnsupportedOperationException("contract");
  }

  public String fingerprint() {
    throw new UnsupportedOperationException("contract");
  }

  public float[] embed(ImageData item) {
    throw new UnsupportedOperationException("contract");
  }

  /** One unit vector for each item; the first item that is rejected ends the call. */
  public List<float[]> embed(List<ImageData> items) {
    throw new UnsupportedOperationException("contract");
  }

  /** An outcome for each item, in order: a bad item costs nobody else anything. */
  public List<ItemEmbedding> embedEach(List<ImageData> items, Normalization normalization) {
    throw new UnsupportedOperationException("contract");
  }

  public ImageSpaceQuery query() {
    throw new UnsupportedOperationException("contract");
  }

  public int countTokens(String text) {
    throw new UnsupportedOperationException("contract");
  }

  public void warmUp() {
    throw new UnsupportedOperationException("contract");
  }

  @Override
  public void close() {}

  /** Not thread-safe. */
  public static final class Builder {
    public Builder image(ImageField image) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder images(List<@Nullable ImageField> images) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder model(String model) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder modelHandler(ModelHandler handler) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder modelCacheDir(@Nullable Path directory) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder device(@Nullable String device) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder threads(@Nullable Integer threads) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder imagePolicy(ImagePolicy policy) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder imageLimits(ImageLimits limits) {
      throw new UnsupportedOperationException("contract");
    }

    public Builder emptyItem(EmptyItemPolicy policy) {
      throw new UnsupportedOperationException("contract");
    }

    public ImageSpace build() {
      throw new UnsupportedOperationException("contract");
    }
  }
}
