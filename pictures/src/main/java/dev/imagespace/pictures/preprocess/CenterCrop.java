package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;

/**
 * One axis of a crop around the centre.
 *
 * @param from first pixel of the resized picture that is kept
 * @param length pixels kept
 * @param padding pixels before them, where the picture is smaller than the crop
 */
record CenterCrop(int from, int length, int padding) {

  /**
   * By the rounding of the peer: Hugging Face's center_crop, or torchvision's. Padding by
   * torchvision is rounded down.
   */
  static CenterCrop of(PreprocessConfig config, Resize resize, int size, int crop) {
    boolean huggingFace = config.peer() == Peer.SENTENCE_TRANSFORMERS;
    if (size < crop) {
      int missing = crop - size;
      return new CenterCrop(
          0, size, huggingFace && resize == Resize.PILLOW ? (missing + 1) / 2 : missing / 2);
    }
    double middle = (size - crop) / 2.0;
    return new CenterCrop((int) (huggingFace ? middle : Math.rint(middle)), crop, 0);
  }
}
