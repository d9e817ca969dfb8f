package dev.imagespace.tensor;

/** How a checkpoint stores a number. Weights are of the first three. */
public enum StoredType {
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  F64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1),
  C64(8),
  F8_E4M3(1),
  F8_E5M2(1);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }

  /** Whether a network's weights may be stored so: all other is in a file for others to read. */
  public boolean isWeight() {
    return this == F32 || this == F16 || this == BF16;
  }
}
