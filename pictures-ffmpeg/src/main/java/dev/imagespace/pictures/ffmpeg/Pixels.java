package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.codec.StreamColour;
import dev.imagespace.pictures.ffmpeg.colour.Levels;
import dev.imagespace.pictures.ffmpeg.colour.Matrix;
import dev.imagespace.pictures.ffmpeg.colour.Peer;

/** The pixels of a picture, made of its planes. Used by one thread. */
final class Pixels {
  private final EncodedImage image;
  private final Peer peer;
  private final Mode mode;
  private final int width;
  private final int height;
  private final byte[] samples;

  Pixels(EncodedImage image, Peer peer, Mode mode, int width, int height) {
    this.image = image;
    this.peer = peer;
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.samples =
        new byte[Math.multiplyExact(Math.multiplyExact(width, height), mode.bytesPerPixel())];
  }

  /** Writes gray, or red, green and blue. */
  void colour(Planes planes, StreamColour colours) {
    if (mode == Mode.GRAY16) {
      Levels.wide(image, planes, samples);
      return;
    }
    int channels = mode.bytesPerPixel();
    if (!planes.format().gray()) {
      Matrix matrix = Matrix.of(image, colours.matrix(), colours.primaries());
      new Levels(peer, planes, colours.fullRange()).rgb(image, matrix, samples, channels);
      return;
    }
    Levels levels = alone(planes, colours);
    for (int channel = 0; channel < Math.min(channels, 3); channel++) {
      levels.luma(image, samples, channels, channel);
    }
  }

  /**
   * Writes transparency.
   *
   * @param multiplied whether colours were multiplied by it
   */
  void alpha(Planes planes, StreamColour colours, boolean multiplied) {
    alone(planes, colours).luma(image, samples, 4, 3);
    for (int at = 0; multiplied && at < samples.length; at += 4) {
      int alpha = samples[at + 3] & 0xff;
      for (int channel = at; channel < at + 3; channel++) {
        samples[channel] = peer.divided(samples[channel] & 0xff, alpha);
      }
    }
  }

  /** Luma without chroma, which libheif takes as it is. */
  private Levels alone(Planes planes, StreamColour colours) {
    return new Levels(peer, planes, peer == Peer.LIBHEIF || colours.fullRange());
  }

  DecodedImage picture() {
    return DecodedImage.of(mode, width, height, samples);
  }
}
