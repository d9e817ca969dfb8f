package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.ArrayList;
import java.util.List;

/** Segments that start a frame and a scan (annexes B.2.2 and B.2.3). */
final class Headers {
  private static final int MAX_FACTOR = 4;
  private static final int MAX_COMPONENTS = 4;

  /** Blocks that a MCU may have. */
  private static final int MAX_BLOCKS = 10;

  private Headers() {}

  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && (marker == 0xc0 || (marker & 3) != 0);
  }

  /** SOF, of a coding that is read. */
  static Frame frame(Segment in, int marker) {
    EncodedImage image = in.image();
    int coding = marker - 0xc0;
    if ((coding & 4) != 0 || coding == 11) {
      throw image.unsupported("JPEG coding not supported: SOF%d.".formatted(coding));
    }
    int precision = in.u8();
    int height = in.u16();
    int width = in.u16();
    int count = in.u8();
    if (precision != 8 || count == 0 || count > MAX_COMPONENTS) {
      throw image.unsupported(
          "JPEG layout not supported: %d components of %d bits.".formatted(count, precision));
    }
    List<Component> components = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int id = in.u8();
      int factors = in.u8();
      int h = factors >> 4;
      int v = factors & 15;
      if (h < 1 || h > MAX_FACTOR || v < 1 || v > MAX_FACTOR) {
        throw in.damaged();
      }
      components.add(new Component(id, h, v, in.u8()));
    }
    in.requireEnd();
    return new Frame(coding, precision, width, height, List.copyOf(components));
  }

  /** SOS. */
  static Scan scan(Segment in, Frame frame, int number) {
    int count = in.u8();
    if (count < 1 || count > MAX_COMPONENTS || in.left() != 2 * count + 3) {
      throw in.damaged();
    }
    List<Component> components = new ArrayList<>(count);
    int[] dc = new int[count];
    int[] ac = new int[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      Component component = component(in, frame, components);
      components.add(component);
      blocks += component.h * component.v;
      int tables = in.u8();
      dc[i] = tables >> 4;
      ac[i] = tables & 15;
    }
    if (count > 1 && blocks > MAX_BLOCKS) {
      throw in.damaged();
    }
    int first = in.u8();
    int last = in.u8();
    int bits = in.u8();
    return new Scan(number, List.copyOf(components), dc, ac, first, last, bits >> 4, bits & 15);
  }

  /** The first one of this id that the scan does not have yet: ids may be the same. */
  private static Component component(Segment in, Frame frame, List<Component> taken) {
    int id = in.u8();
    return frame.components().stream()
        .filter(c -> c.id == id && !taken.contains(c))
        .findFirst()
        .orElseThrow(in::damaged);
  }
}
