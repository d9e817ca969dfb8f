package dev.imagespace;

import dev.imagespace.encode.EncodedText;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.EncoderCall;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and texts of one caller on their way to vectors: of items, each of which has one or
 * both, or of a query's clauses, which have one each. Not thread-safe.
 */
final class PartsCall implements AutoCloseable {
  private final Encoder encoder;
  private @Nullable EncoderCall<ImageSource, float[]> images;

  /** By language; that of null is the one that is set. */
  private final Map<@Nullable String, EncoderCall<String, EncodedText>> texts = new HashMap<>();

  /** In order. The description of a bad picture is not worth a run. */
  private final Deque<Described> described = new ArrayDeque<>();

  private int pictures;
  private int pending;

  PartsCall(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * The vectors of one item, as the network gave them.
   *
   * @param image null if it has no picture
   * @param text null if it has no text
   */
  record Parts(float @Nullable [] image, @Nullable EncodedText text) {}

  /** Adds an item; those with a picture are awaited in the order in which they are added. */
  Pending add(@Nullable ImageSource image, @Nullable String text) {
    Pending added = new Pending(image == null ? null : images().add(image));
    if (text != null) {
      EncoderCall<String, EncodedText> call = texts(null);
      if (image == null) {
        added.encoded = call.add(text);
      } else {
        described.add(new Described(added, text));
      }
    }
    pictures += image == null ? 0 : 1;
    pending++;
    return added;
  }

  /** Adds a text of a language; null for the one that is set. */
  Pending addText(String text, @Nullable String language) {
    Pending added = new Pending(null);
    added.encoded = texts(language).add(text);
    pending++;
    return added;
  }

  /** A picture whose description is not added yet. */
  private record Described(Pending item, String text) {}

  /** Whether a further item would keep something busy, as far as can be told before it is seen. */
  boolean hasRoom() {
    int mostPictures = images == null ? 1 : images.readAhead();
    int most = texts.isEmpty() ? mostPictures : texts(null).readAhead();
    return pending < most && pictures < mostPictures;
  }

  private EncoderCall<ImageSource, float[]> images() {
    if (images == null) {
      images = encoder.images();
    }
    return images;
  }

  private EncoderCall<String, EncodedText> texts(@Nullable String language) {
    return texts.computeIfAbsent(language, encoder::texts);
  }

  private void addTextsOfKnownPictures() {
    while (!described.isEmpty() && described.element().item.hasKnownPicture()) {
      Described next = described.remove();
      if (!next.item.isRejected()) {
        next.item.encoded = texts(null).add(next.text);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (images != null) {
        images.close();
      }
    } finally {
      texts.values().forEach(EncoderCall::close);
    }
  }

  /** An item on its way. */
  final class Pending {
    private final EncoderCall.@Nullable Pending<float[]> image;
    private EncoderCall.@Nullable Pending<EncodedText> encoded;

    private Pending(EncoderCall.@Nullable Pending<float[]> image) {
      this.image = image;
    }

    private boolean hasKnownPicture() {
      return image == null || image.isKnown();
    }

    private boolean isRejected() {
      return image != null && image.await() instanceof Outcome.Rejected<float[]>;
    }

    /** Its vectors, or why it has none: its picture's reason goes before its text's. */
    Outcome<Parts> await() {
      Outcome<float[]> picture = image == null ? null : image.await();
      addTextsOfKnownPictures();
      pending--;
      pictures -= image == null ? 0 : 1;
      if (picture instanceof Outcome.Rejected<float[]> rejected) {
        return Outcome.rejected(rejected.reason());
      }
      float[] vector = picture == null ? null : picture.orElseThrow();
      return encoded == null
          ? Outcome.of(new Parts(vector, null))
          : encoded.await().map(text -> new Parts(vector, text));
    }
  }
}
