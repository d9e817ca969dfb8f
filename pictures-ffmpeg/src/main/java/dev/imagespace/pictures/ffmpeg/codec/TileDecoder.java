package dev.imagespace.pictures.ffmpeg.codec;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.container.Item;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/**
 * One coded picture, decoded by libavcodec in the calling thread. All native memory is allocated by
 * FFmpeg itself and given back before a call ends, however it ends: JavaCPP, which counts what it
 * allocates against limits of its own, allocates nothing. Used by one thread.
 */
public final class TileDecoder implements AutoCloseable {
  /** Of {@code libavcodec/defs.h}: damage is an error, and nothing is made up in its place. */
  private static final int EXPLODE = 1 << 3;

  /** Lowers each message of a stream below every level that FFmpeg prints; it looks at 8 bits. */
  private static final int SILENT = 128;

  /** Coded sizes are those of blocks, up to 64 pixels, of which the picture is cut out. */
  private static final int BLOCK = 64;

  private final EncodedImage image;
  private final StreamFormat format;
  private final int width;
  private final int height;
  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;

  private TileDecoder(
      EncodedImage image, StreamFormat format, int width, int height, AVCodec codec) {
    this.image = image;
    this.format = format;
    this.width = width;
    this.height = height;
    this.context = avcodec_alloc_context3(codec);
    this.packet = av_packet_alloc();
    this.frame = av_frame_alloc();
  }

  /**
   * Decodes one coded picture into a part of a larger one.
   *
   * @param tile item whose bytes are the stream
   * @param width that the file says, in pixels
   * @param height that the file says, in pixels
   * @param into takes it
   * @param left of the part, in pixels
   * @param top of the part, in pixels
   * @return the colours that the stream speaks of
   * @throws ImageRejectedException if the stream is damaged or not what the file says, or FFmpeg is
   *     not there
   */
  public static StreamColour decode(
      EncodedImage image,
      StreamFormat format,
      Item tile,
      int width,
      int height,
      Planes into,
      int left,
      int top) {
    byte[] stream = tile.bytes(image);
    switch (format.coding()) {
      case HEVC -> HevcStream.requireOnePicture(image, stream, format.configuration());
      case AV1 -> Av1Stream.requireOnePicture(image, stream, width, height);
    }
    AVCodec codec = Libavcodec.find(image, format.coding());
    try (TileDecoder decoder = new TileDecoder(image, format, width, height, codec)) {
      decoder.open(codec);
      decoder.decode(stream);
      decoder.requireExpected();
      into.put(left, top, width, height, decoder::copyRow);
      return decoder.colour();
    }
  }

  private void open(AVCodec codec) {
    if (context == null || packet == null || frame == null) {
      throw noMemory();
    }
    context.thread_count(1);
    context.err_recognition(EXPLODE);
    context.log_level_offset(SILENT);
    // Else up to 31 columns that are not of the picture stay where memory is then aligned.
    context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
    context.max_pixels((long) (width + BLOCK) * (height + BLOCK));
    if (format.coding() == StreamFormat.Coding.HEVC) {
      setConfiguration(format.configuration());
    }
    require(avcodec_open2(context, codec, (AVDictionary) null));
  }

  private void setConfiguration(byte[] bytes) {
    var memory = av_mallocz(bytes.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
    if (memory == null) {
      throw noMemory();
    }
    BytePointer extra = new BytePointer(memory);
    extra.put(bytes, 0, bytes.length);
    context.extradata(extra);
    context.extradata_size(bytes.length);
  }

  private void decode(byte[] stream) {
    require(av_new_packet(packet, stream.length));
    packet.data().put(stream, 0, stream.length);
    require(avcodec_send_packet(context, packet));
    require(avcodec_send_packet(context, null));
    require(avcodec_receive_frame(context, frame));
  }

  /** What comes out is copied by the sizes that the file says: it must have them. */
  private void requireExpected() {
    if (frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0) {
      throw damaged();
    }
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(frame.format());
    boolean gray = pixels.nb_components() == 1;
    boolean same =
        frame.width() == width
            && frame.height() == height
            && pixels.comp(0).depth() == format.depth()
            && gray == format.gray()
            && (gray || pixels.nb_components() == 3)
            && (gray || pixels.log2_chroma_w() == format.chromaShiftX())
            && (gray || pixels.log2_chroma_h() == format.chromaShiftY())
            && (pixels.flags() & AV_PIX_FMT_FLAG_BE) == 0;
    if (!same) {
      throw image.rejected(
          "its stream is %d×%d pixels of %s, and its file says %d×%d of %d bits."
              .formatted(
                  frame.width(),
                  frame.height(),
                  pixels.name().getString(),
                  width,
                  height,
                  format.depth()));
    }
  }

  private void copyRow(int plane, int row, byte[] to, int at, int bytes) {
    new BytePointer(frame.data(plane))
        .position((long) row * frame.linesize(plane))
        .get(to, at, bytes);
  }

  private StreamColour colour() {
    boolean identity = (av_pix_fmt_desc_get(frame.format()).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
    return new StreamColour(
        frame.color_primaries(),
        identity ? 0 : frame.colorspace(),
        frame.color_range() == AVCOL_RANGE_JPEG);
  }

  private void require(int result) {
    if (result < 0) {
      throw damaged();
    }
  }

  private ImageRejectedException damaged() {
    return image.rejected("its %s stream is damaged or truncated.".formatted(format.coding()));
  }

  private static OutOfMemoryError noMemory() {
    return new OutOfMemoryError("FFmpeg cannot allocate memory");
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
