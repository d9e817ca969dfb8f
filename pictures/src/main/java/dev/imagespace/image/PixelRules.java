package dev.imagespace.image;

/**
 * Settings that decide the pixels of a model's input, besides the {@link ImagePolicy}. Immutable.
 *
 * <p>{@code alpha}, {@code resize} and {@code resizeOrder} select which version of the Python
 * libraries {@link ImagePolicy#REFERENCE} reproduces, and have no effect under {@link
 * ImagePolicy#VISUAL}. {@code alpha} and {@code resize} have no effect on models of OpenCLIP
 * either.
 *
 * @param alpha as in a version of transformers, property {@code imagespace.image.alpha}
 * @param resize as with or without torchvision, property {@code imagespace.image.resize}
 * @param resizeOrder as in a version of Pillow, property {@code imagespace.image.resize-order}
 * @param decode property {@code imagespace.image.decode}
 */
public record PixelRules(Alpha alpha, Resize resize, ResizeOrder resizeOrder, Decode decode) {

  /** Selects what becomes of transparency. */
  public enum Alpha {
    /** The picture is composited on white: transformers 5. */
    WHITE,
    /** The alpha channel is dropped, and hidden colours show: transformers 4, and superlinked. */
    DROP
  }

  /** Selects the implementation of the resize. */
  public enum Resize {
    /** Pillow, as of an installation without torchvision. */
    PILLOW,
    /** torchvision, as of transformers 5 where it is installed; its normalisation, too. */
    TORCHVISION
  }

  /** Selects which pass of Pillow's resize comes first. */
  public enum ResizeOrder {
    /** The vertical one, where it leaves less to the other: Pillow 13 and later. */
    PILLOW13,
    /** Always the horizontal one: up to Pillow 12. */
    PILLOW12
  }

  /** Selects whether every pixel is decoded. */
  public enum Decode {
    /** Every pixel. */
    EXACT,
    /**
     * A JPEG at least four times as large as needed is decoded to a half, a quarter or an eighth of
     * its size, by scaled transforms as Pillow's {@code draft}, so that at least twice as many
     * pixels as needed are left. Takes less memory and time, and gives other vectors.
     */
    FAST
  }

  /** Returns the defaults: alpha on white, Pillow 13, every pixel. */
  public static PixelRules defaults() {
    return new PixelRules(Alpha.WHITE, Resize.PILLOW, ResizeOrder.PILLOW13, Decode.EXACT);
  }

  /** Returns a copy with this rule for transparency. */
  public PixelRules withAlpha(Alpha other) {
    return new PixelRules(other, resize, resizeOrder, decode);
  }

  /** Returns a copy with this resize. */
  public PixelRules withResize(Resize other) {
    return new PixelRules(alpha, other, resizeOrder, decode);
  }

  /** Returns a copy with this order of passes. */
  public PixelRules withResizeOrder(ResizeOrder other) {
    return new PixelRules(alpha, resize, other, decode);
  }

  /** Returns a copy that decodes so. */
  public PixelRules withDecode(Decode other) {
    return new PixelRules(alpha, resize, resizeOrder, other);
  }

  /** Returns whether {@code alpha}, {@code resize} and {@code resizeOrder} are the defaults. */
  public boolean isDefaultPeer() {
    return equals(defaults().withDecode(decode));
  }
}
