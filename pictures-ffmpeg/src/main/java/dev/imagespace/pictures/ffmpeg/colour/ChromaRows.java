package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.colour.Peer.Upsampling;

/** Rows of one plane of chroma, as long and as many as those of luma. Used by one thread. */
public final class ChromaRows {
  private final Planes planes;
  private final int plane;
  private final int drop;
  private final Upsampling upsampling;
  private final int[] near;
  private final int[] far;
  private final int[] wide;

  /**
   * Of a plane.
   *
   * @param drop low bits of each sample that are left away
   * @param upsampling of samples that are missing
   */
  ChromaRows(Planes planes, int plane, int drop, Upsampling upsampling) {
    this.planes = planes;
    this.plane = plane;
    this.drop = drop;
    this.upsampling = upsampling;
    this.near = new int[planes.width(plane)];
    this.far = new int[planes.width(plane)];
    this.wide = new int[planes.width()];
  }

  /** The same picture with as much of chroma as of luma, interpolated. */
  public static Planes interpolated(EncodedImage image, Planes planes) {
    Planes full = new Planes(planes.format().withFullChroma(), planes.width(), planes.height());
    int[] luma = new int[planes.width()];
    ChromaRows second = new ChromaRows(planes, 1, 0, Upsampling.INTERPOLATED);
    ChromaRows third = new ChromaRows(planes, 2, 0, Upsampling.INTERPOLATED);
    for (int y = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, 0, luma);
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
    planes.row(plane, halfRows ? y >> 1 : y, drop, near);
    if (!halfColumns && !halfRows) {
      return near;
    }
    if (upsampling == Upsampling.REPEATED) {
      for (int x = 0; x < wide.length; x++) {
        wide[x] = near[halfColumns ? x >> 1 : x];
      }
      return wide;
    }
    int other = !halfRows ? y : (y >> 1) + ((y & 1) == 0 ? -1 : 1);
    planes.row(plane, Math.max(0, Math.min(other, planes.height(plane) - 1)), drop, far);
    for (int x = 0; x < wide.length; x++) {
      wide[x] = between(x, halfColumns, halfRows);
    }
    return wide;
  }

  /** The sample's own part is nine sixteenths, as its place lies between four. */
  private int between(int x, boolean halfColumns, boolean halfRows) {
    int here = halfColumns ? x >> 1 : x;
    int beside = halfColumns ? (x >> 1) + ((x & 1) == 0 ? -1 : 1) : x;
    boolean last = x == wide.length - 1 && x % 2 == 0 && upsampling == Upsampling.LIBYUV;
    beside = last ? here : Math.max(0, Math.min(beside, near.length - 1));
    if (!halfRows) {
      return (3 * near[here] + near[beside] + 2) >> 2;
    }
    return (9 * near[here] + 3 * near[beside] + 3 * far[here] + far[beside] + 8) >> 4;
  }
}
