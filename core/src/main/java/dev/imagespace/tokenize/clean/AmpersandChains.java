package dev.imagespace.tokenize.clean;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ampersands that were escaped again and again, so that {@code amp;} stands behind them many times.
 * Each round of decoding takes one layer from each, and nothing else sees how many there are.
 * Stateless.
 */
final class AmpersandChains {
  private static final Pattern LAYER = Pattern.compile("amp;|AMP;|#0{0,20}38;|#[xX]0{0,19}26;");

  private AmpersandChains() {}

  /** Without the first layer of each. */
  static String peeled(String text) {
    return peeled(text, 1);
  }

  /** Peeled until the shortest has one layer. */
  static String shortened(String text) {
    Matcher layer = LAYER.matcher(text);
    int shortest = Integer.MAX_VALUE;
    int end = 0;
    for (int i = text.indexOf('&'); i >= 0; i = text.indexOf('&', end)) {
      int layers = 0;
      end = i + 1;
      while (layer.region(end, text.length()).lookingAt()) {
        end = layer.end();
        layers++;
      }
      shortest = layers > 0 ? Math.min(shortest, layers) : shortest;
    }
    return shortest == Integer.MAX_VALUE ? text : peeled(text, shortest - 1);
  }

  private static String peeled(String text, int layers) {
    StringBuilder peeled = new StringBuilder(text.length());
    Matcher layer = LAYER.matcher(text);
    int done = 0;
    for (int i = text.indexOf('&'); i >= 0; i = text.indexOf('&', done)) {
      peeled.append(text, done, i + 1);
      done = i + 1;
      for (int n = 0; n < layers && layer.region(done, text.length()).lookingAt(); n++) {
        done = layer.end();
      }
    }
    return peeled.append(text, done, text.length()).toString();
  }
}
