package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Network;

/** Pictures to vectors. Immutable and thread-safe. */
public interface ImageTower extends Network {

  /** Height and width of the pictures that it reads, pixels. */
  ImageSize imageSize();

  /** For a log line, such as "ViT 12×768, patch 32". */
  String describe();

  /** Everything that decides a vector besides weights and input. */
  CanonicalText configuration();

  /** The input of a run: pixels (B, 3, H, W), normalised. */
  default Batch batch(float[] pixels) {
    ImageSize size = imageSize();
    int picture = 3 * size.height() * size.width();
    return new Batch(pixels.length / picture, 1)
        .floats("pixels", pixels, Dim.B, Dim.of(3), Dim.of(size.height()), Dim.of(size.width()));
  }

  /** Pixels. */
  record ImageSize(int height, int width) {
    CanonicalText canonical() {
      return CanonicalText.of("pixels").with("height", height).with("width", width);
    }
  }
}
