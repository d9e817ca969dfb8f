package dev.imagespace.pictures.decode.webp.lossy;

/** Factors of one segment (RFC 6386, sections 9.6 and 14.1); DC comes first in each pair. */
record Vp8Quantiser(int[] luma, int[] lumaDc, int[] chroma) {

  static Vp8Quantiser[] read(BoolDecoder in, Vp8Segments segments) {
    int base = in.number(7);
    int[] deltas = new int[5];
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = in.optionalSigned(4);
    }
    Vp8Quantiser[] all = new Vp8Quantiser[Vp8Header.SEGMENTS];
    for (int i = 0; i < all.length; i++) {
      all[i] = of(segments.quantiser(i, base), deltas);
    }
    return all;
  }

  private static Vp8Quantiser of(int q, int[] deltas) {
    return new Vp8Quantiser(
        new int[] {Vp8Tables.dc(q + deltas[0]), Vp8Tables.ac(q)},
        new int[] {
          Vp8Tables.dc(q + deltas[1]) * 2, Math.max(8, Vp8Tables.ac(q + deltas[2]) * 155 / 100)
        },
        new int[] {Vp8Tables.chromaDc(q + deltas[3]), Vp8Tables.ac(q + deltas[4])});
  }
}
