package dev.imagespace.pictures.decode.jpeg;

/** The order in which the coefficients of a block are written (figure A.6). */
final class Zigzag {
  /** Damaged data may run over the end by so many: they all are the last coefficient. */
  private static final int OVERRUN = 16;

  /** Place in the order of rows, by the number in zigzag order. */
  static final int[] NATURAL = new int[Component.COEFFICIENTS + OVERRUN];

  static {
    int x = 0;
    int y = 0;
    for (int i = 0; i < NATURAL.length; i++) {
      NATURAL[i] = Math.min(8 * y + x, 63);
      boolean up = (x + y) % 2 == 0;
      if (i >= 63) {
        continue;
      }
      if ((up && x == 7) || (!up && y < 7 && x == 0)) {
        y++;
      } else if ((up && y == 0) || (!up && y == 7)) {
        x++;
      } else {
        x += up ? 1 : -1;
        y += up ? -1 : 1;
      }
    }
  }

  private Zigzag() {}
}
