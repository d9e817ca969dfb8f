package dev.imagespace.benchmarks.campaign;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Small files: pictures that a model tells apart, and plain ones. Stateless. */
final class SmallFiles {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int DISCS = 12;

  private SmallFiles() {}

  /**
   * Discs on a gradient.
   *
   * @param number a picture for each
   */
  static byte[] smooth(int number, String format) throws IOException {
    SplittableRandom random = new SplittableRandom(number);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    paint.setPaint(new GradientPaint(0, 0, colour(random), WIDTH, HEIGHT, colour(random)));
    paint.fillRect(0, 0, WIDTH, HEIGHT);
    for (int i = 0; i < DISCS; i++) {
      int size = 20 + random.nextInt(120);
      paint.setColor(colour(random));
      paint.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size);
    }
    paint.dispose();
    return encoded(image, format);
  }

  /** A square of one gray, large as a picture and small as a file. */
  static byte[] plain(int side, String format) throws IOException {
    return encoded(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY), format);
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("This JDK writes no " + format);
    }
    return bytes.toByteArray();
  }

  private static Color colour(SplittableRandom random) {
    return new Color(random.nextInt(1 << 24));
  }
}
