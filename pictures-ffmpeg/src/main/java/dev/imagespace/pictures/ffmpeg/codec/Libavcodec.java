package dev.imagespace.pictures.ffmpeg.codec;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_INFO;
import static org.bytedeco.ffmpeg.global.avutil.av_log_get_level;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.List;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;

/** The decoders that FFmpeg's library has; loads it at first use. */
final class Libavcodec {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private Libavcodec() {}

  /**
   * Finds the decoder, which runs on the CPU.
   *
   * @throws ImageRejectedException if the library cannot be loaded, or is built without it
   */
  static AVCodec find(EncodedImage image, StreamFormat.Coding coding) {
    List<String> names =
        switch (coding) {
          case HEVC -> List.of("hevc");
          // FFmpeg's own 'av1' needs a graphics card.
          case AV1 -> List.of("libdav1d", "libaom-av1");
        };
    try {
      unpackToOwnDirectory();
      beQuiet();
      return names.stream()
          .map(name -> avcodec_find_decoder_by_name(name))
          .filter(Objects::nonNull)
          .findFirst()
          .orElseThrow(
              () ->
                  image.unsupported(
                      "this build of FFmpeg has no decoder for %s.".formatted(coding)));
    } catch (LinkageError e) {
      throw new ImageRejectedException(
          Reason.UNSUPPORTED,
          "%s: FFmpeg's native libraries cannot be loaded. Add org.bytedeco:ffmpeg and org.bytedeco:javacpp with the classifier of this platform, as linux-x86_64."
              .formatted(image.name()),
          e);
    }
  }

  /**
   * Some messages about damaged streams are nobody's, and would go to the standard error stream. A
   * program that has set a level of its own keeps it.
   */
  private static void beQuiet() {
    if (av_log_get_level() == AV_LOG_INFO) {
      av_log_set_level(AV_LOG_FATAL);
    }
  }

  /** Where the directory for native libraries is set, JavaCPP unpacks below it, too. */
  private static void unpackToOwnDirectory() {
    String directory =
        System.getProperty("imagespace.native-dir", System.getenv("IMAGESPACE_NATIVE_DIR"));
    if (directory != null && System.getProperty(CACHE) == null) {
      System.setProperty(CACHE, directory + "/javacpp");
    }
  }
}
