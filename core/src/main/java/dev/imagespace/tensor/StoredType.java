package dev.imagespace.tensor;

/** How a checkpoint stores a number. */
public enum StoredType {
  F32(4),
  F16(2),
  BF16(2),
  I64(8);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }
}
