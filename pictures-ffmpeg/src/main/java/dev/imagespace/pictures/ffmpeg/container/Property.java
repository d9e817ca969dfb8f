package dev.imagespace.pictures.ffmpeg.container;

/** What is said of an item beside its bytes: ISO/IEC 23008-12, section 6.5. Immutable. */
public sealed interface Property {

  /** Box {@code ispe}: pixels before any transformation. */
  record Extents(long width, long height) implements Property {}

  /** Box {@code irot}: turned against the clock by so many right angles, 0 to 3. */
  record Rotation(int quarters) implements Property {}

  /**
   * Box {@code imir}.
   *
   * @param leftRight whether left and right change places, else top and bottom
   */
  record Mirror(boolean leftRight) implements Property {}

  /** Box {@code clap}: size and displacement of the middle of what is to be seen, in pixels. */
  record CleanAperture(double width, double height, double offsetX, double offsetY)
      implements Property {}

  /** Box {@code colr} of type {@code nclx}: numbers of ITU-T H.273. */
  record Nclx(int primaries, int matrix, boolean fullRange) implements Property {}

  /** Box {@code hvcC} or {@code av1C}: how the codec is to be set up; bytes [start, end). */
  record Configuration(String type, int start, int end) implements Property {}

  /** Box {@code auxC}: what an auxiliary picture means. */
  record Auxiliary(String urn) implements Property {

    /** Whether it says how opaque each pixel is. */
    public boolean isAlpha() {
      return urn.equals("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
          || urn.equals("urn:mpeg:hevc:2015:auxid:1");
    }
  }

  /** Any other. */
  record Other(String type) implements Property {}

  /** Reads the content of a box. */
  static Property read(Box box) {
    Cursor cursor = box.cursor();
    return switch (box.type()) {
      case "ispe" -> {
        cursor.skip(4);
        yield new Extents(cursor.u32(), cursor.u32());
      }
      case "irot" -> new Rotation(cursor.u8() & 3);
      case "imir" -> new Mirror((cursor.u8() & 1) == 1);
      case "clap" ->
          new CleanAperture(
              (double) cursor.u32() / cursor.u32(),
              (double) cursor.u32() / cursor.u32(),
              (double) (int) cursor.u32() / cursor.u32(),
              (double) (int) cursor.u32() / cursor.u32());
      case "colr" -> colour(cursor);
      case "hvcC", "av1C" -> new Configuration(box.type(), box.start(), box.end());
      case "auxC" -> {
        cursor.skip(4);
        yield new Auxiliary(cursor.text());
      }
      default -> new Other(box.type());
    };
  }

  private static Property colour(Cursor cursor) {
    String type = cursor.fourCharacters();
    if (!type.equals("nclx")) {
      return new Other("colr");
    }
    int primaries = cursor.u16();
    cursor.skip(2);
    return new Nclx(primaries, cursor.u16(), cursor.u8() >= 128);
  }
}
