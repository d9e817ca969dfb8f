package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;

/** Rows of one plane of chroma, as long and as many as those of luma. Used by one thread. */
public final class ChromaRows {
  private final Planes planes;
  private final int plane;
  private final boolean smooth;
  private final int[] near;
  private final int[] far;
  private final int[] wide;

  /**
   * @param smooth whether samples that are missing are interpolated, else repeated
   */
  ChromaRows(Planes planes, int plane, boolean smooth) {
    this.planes = planes;
    this.plane = plane;
    this.smooth = smooth;
    this.near = new int[planes.width(plane)];
    this.far = new int[planes.width(plane)];
    this.wide = new int[planes.width()];
  }

  /** The same picture with as much of chroma as of luma, interpolated. */
  public static Planes interpolated(EncodedImage image, Planes planes) {
    Planes full =
        new Planes(planes.format().withFullChroma(), planes.width(), planes.height());
    int[] luma = new int[planes.width()];
    ChromaRows second = new ChromaRows(planes, 1, true);
    ChromaRows third = new ChromaRows(planes, 2, true);
    for (int y = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, luma);
      full.setRow(0, y, luma);
      full.setRow(1, y, second.row(y));
      full.setRow(2, y, third.row(y));
    }
    return full;
  }

  /** Of this row of luma; valid until the next call. */
  int[] row(int y) {
    boolean halfRows = planes.format().chromaShiftY() == 1;
    boolean halfColumns = planes.format().chromaShiftX() == 1;
    planes.row(plane, halfRows ? y >> 1 : y, near);
    if (!halfColumns && !halfRows) {
      return near;
    }
    if (!smooth) {
      for (int x = 0; x < wide.length; x++) {
        wide[x] = near[halfColumns ? x >> 1 : x];
      }
      return wide;
    }
    int other = !halfRows ? y : (y >> 1) + ((y & 1) == 0 ? -1 : 1);
    planes.row(plane, Math.max(0, Math.min(other, planes.height(plane) - 1)), far);
    for (int x = 0; x < wide.length; x++) {
      wide[x] = between(x, halfColumns, halfRows);
    }
    return wide;
  }

  /** The sample's own part is nine sixteenths, as its place lies between four. */
  private int between(int x, boolean halfColumns, boolean halfRows) {
    int here = halfColumns ? x >> 1 : x;
    int beside = halfColumns ? (x >> 1) + ((x & 1) == 0 ? -1 : 1) : x;
    beside = Math.max(0, Math.min(beside, near.length - 1));
    if (!halfRows) {
      return 3 * near[here] + near[beside] + 2 >> 2;
    }
    return 9 * near[here] + 3 * near[beside] + 3 * far[here] + far[beside] + 8 >> 4;
  }
}
