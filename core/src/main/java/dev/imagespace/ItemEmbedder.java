package dev.imagespace;

import dev.imagespace.ItemEmbedding.Embedded;
import dev.imagespace.ItemEmbedding.Rejected;
import dev.imagespace.TransformationConfig.PartScale;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.ImageEncoding;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Items to vectors: {@code v = L2norm(E(image) + E(description))}. Thread-safe. */
final class ItemEmbedder {
  private final Encoder encoder;
  private final TransformationConfig config;

  ItemEmbedder(Encoder encoder, TransformationConfig config) {
    this.encoder = encoder;
    this.config = config;
  }

  /** All pictures go to the encoder in one call, and all texts in one, each text once. */
  List<ItemEmbedding> embedEach(List<ImageData> items, Normalization normalization) {
    List<ImageSource> pictures =
        items.stream().map(ImageData::image).filter(Objects::nonNull).toList();
    Iterator<ImageEncoding> encodings =
        (pictures.isEmpty() ? List.<ImageEncoding>of() : encoder.encodeImages(pictures)).iterator();
    List<@Nullable ImageEncoding> encoded = new ArrayList<>(items.size());
    for (ImageData item : items) {
      encoded.add(item.image() == null ? null : encodings.next());
    }
    Map<String, TextRejectedException> refused = new HashMap<>();
    Map<String, float[]> texts = encodeTexts(items, encoded, refused);
    List<ItemEmbedding> embeddings = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String description = items.get(i).description();
      TextRejectedException reason = refused.get(description);
      embeddings.add(
          reason != null
              ? new Rejected(reason)
              : embed(encoded.get(i), texts.get(description), normalization, i, items.size()));
    }
    return List.copyOf(embeddings);
  }

  /** A rejected picture's description is not worth a run of the network. */
  private Map<String, float[]> encodeTexts(
      List<ImageData> items,
      List<@Nullable ImageEncoding> encoded,
      Map<String, TextRejectedException> refused) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String text = items.get(i).description();
      if (text != null && !text.isEmpty() && !(encoded.get(i) instanceof ImageEncoding.Rejected)) {
        texts.add(text);
      }
    }
    List<String> distinct = texts.stream().distinct().toList();
    Map<String, float[]> vectors = new HashMap<>();
    if (!distinct.isEmpty()) {
      encodeTexts(distinct, vectors, refused);
    }
    return vectors;
  }

  /** Texts of which one is refused go in halves, until it is alone. */
  private void encodeTexts(
      List<String> texts,
      Map<String, float[]> vectors,
      Map<String, TextRejectedException> refused) {
    try {
      Iterator<float[]> outputs = encoder.encodeTexts(texts).iterator();
      texts.forEach(text -> vectors.put(text, outputs.next()));
    } catch (TextRejectedException e) {
      if (texts.size() == 1) {
        refused.put(texts.get(0), e);
        return;
      }
      int half = texts.size() / 2;
      encodeTexts(texts.subList(0, half), vectors, refused);
      encodeTexts(texts.subList(half, texts.size()), vectors, refused);
    }
  }

  private ItemEmbedding embed(
      @Nullable ImageEncoding picture,
      float @Nullable [] text,
      Normalization normalization,
      int index,
      int count) {
    if (picture instanceof ImageEncoding.Rejected rejected) {
      return new Rejected(rejected.reason());
    }
    float[] image = picture instanceof ImageEncoding.Encoded one ? one.vector() : null;
    if (image == null && text == null) {
      return empty(index, count);
    }
    VectorSum sum = sum(image, text);
    return new Embedded(
        switch (normalization) {
          case L2 -> sum.toUnit();
          case NONE -> sum.toFloats();
        });
  }

  private VectorSum sum(float @Nullable [] image, float @Nullable [] text) {
    VectorSum sum = new VectorSum(config.length());
    boolean units = config.aggregation().parts() == PartScale.UNIT && image != null && text != null;
    for (float[] part : new float @Nullable [][] {image, text}) {
      if (part != null) {
        sum = units ? sum.addUnit(part, 1) : sum.add(part);
      }
    }
    return sum;
  }

  private ItemEmbedding empty(int index, int count) {
    return switch (config.aggregation().emptyItem()) {
      case ZERO_VECTOR -> new Embedded(new float[config.length()]);
      case REJECT ->
          new Rejected(
              new EmptyItemException(
                  "Item %d of %d has neither picture nor description. Leave it out, or set"
                          .formatted(index + 1, count)
                      + " 'imagespace.empty-item' to zero-vector to get a vector of zeros."));
    };
  }
}
