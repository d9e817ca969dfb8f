package dev.imagespace.image;

/**
 * What decides the pixels that a model sees, besides the {@link ImagePolicy}. Immutable.
 *
 * <p>All but {@code decode} say which Python peer {@link ImagePolicy#REFERENCE} reproduces, and
 * have no meaning under {@link ImagePolicy#VISUAL}. OpenCLIP itself knows no {@code alpha} and no
 * {@code resize} but its own: there they change nothing.
 *
 * @param alpha of sentence-transformers, property {@code imagespace.image.alpha}
 * @param resize of sentence-transformers, property {@code imagespace.image.resize}
 * @param resizeOrder of Pillow, property {@code imagespace.image.resize-order}
 * @param decode property {@code imagespace.image.decode}
 */
public record PixelRules(Alpha alpha, Resize resize, ResizeOrder resizeOrder, Decode decode) {

  /** What becomes of transparency. */
  public enum Alpha {
    /** The picture on white: transformers 5. */
    WHITE,
    /** Whatever the transparency hid shows: transformers 4, and so superlinked. */
    DROP
  }

  /** Whose resize. */
  public enum Resize {
    /** Of the peers without torchvision. */
    PILLOW,
    /** Of transformers 5 where torchvision is installed; normalised as it does it. */
    TORCHVISION
  }

  /** Which pass of Pillow's resize comes first. */
  public enum ResizeOrder {
    /** The vertical one where it leaves less to the other: from Pillow 13 on. */
    PILLOW13,
    /** Always the horizontal one: up to Pillow 12. */
    PILLOW12
  }

  /** How carefully pixels are decoded. */
  public enum Decode {
    /** Every pixel. */
    EXACT,
    /**
     * Of a JPEG at least four times as large as needed, only every second, third … row and column,
     * so that at least twice as many as needed are left: less memory and time, and other vectors.
     */
    FAST
  }

  /** Alpha on white, Pillow 13, every pixel. */
  public static PixelRules defaults() {
    return new PixelRules(Alpha.WHITE, Resize.PILLOW, ResizeOrder.PILLOW13, Decode.EXACT);
  }

  /** The same with another rule for transparency. */
  public PixelRules withAlpha(Alpha other) {
    return new PixelRules(other, resize, resizeOrder, decode);
  }

  /** The same with another resize. */
  public PixelRules withResize(Resize other) {
    return new PixelRules(alpha, other, resizeOrder, decode);
  }

  /** The same with another order of passes. */
  public PixelRules withResizeOrder(ResizeOrder other) {
    return new PixelRules(alpha, resize, other, decode);
  }

  /** The same with another care of decoding. */
  public PixelRules withDecode(Decode other) {
    return new PixelRules(alpha, resize, resizeOrder, other);
  }

  /** Whether they name the peer that is reproduced by default. */
  public boolean isDefaultPeer() {
    return equals(defaults().withDecode(decode));
  }
}
