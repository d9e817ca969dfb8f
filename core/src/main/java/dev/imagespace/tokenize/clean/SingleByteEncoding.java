package dev.imagespace.tokenize.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An encoding of one byte for each character that UTF-8 may have been read in by mistake. Bytes are
 * strings of characters up to U+00FF here, so that patterns apply to them.
 *
 * @param forgiving whether bytes without a meaning stand for themselves, and U+FFFD for a lost
 *     byte, as programs on Windows have it
 * @param upperHalf what the bytes from 0x80 mean
 */
record SingleByteEncoding(
    String name, boolean forgiving, String upperHalf, Map<Character, Character> bytes) {
  /** Stands for a byte that was lost on the way; no text has it otherwise. */
  static final char LOST = '\u001a';

  private static final char REPLACEMENT = '\ufffd';

  /** In the order in which they are tried. */
  static final List<SingleByteEncoding> ALL = load();

  /** For each character, a bit for each of them that has it. */
  private static final short[] KNOWN = known();

  /** Those that have every character of the text; in most texts, none. */
  static List<SingleByteEncoding> of(String text) {
    int all = (1 << ALL.size()) - 1;
    for (int i = 0; i < text.length() && all != 0; i++) {
      all &= KNOWN[text.charAt(i)];
    }
    int known = all;
    return IntStream.range(0, ALL.size())
        .filter(i -> (known >> i & 1) != 0)
        .mapToObj(ALL::get)
        .toList();
  }

  private static short[] known() {
    short[] known = new short[Character.MAX_VALUE + 1];
    for (int i = 0; i < ALL.size(); i++) {
      for (char c : ALL.get(i).bytes().keySet()) {
        known[c] |= (short) (1 << i);
      }
    }
    return known;
  }

  private static List<SingleByteEncoding> load() {
    List<SingleByteEncoding> encodings = new ArrayList<>();
    StringBuilder latin1 = new StringBuilder();
    for (char c = 0x80; c <= 0xff; c++) {
      latin1.append(c);
    }
    encodings.add(of("latin-1", latin1.toString()));
    try {
      for (String line : Tables.lines("single-byte-encodings.txt.gz")) {
        List<String> fields = List.of(line.split(" ", -1));
        encodings.add(of(fields.get(0), upperHalf(fields)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(encodings);
  }

  private static String upperHalf(List<String> fields) {
    StringBuilder characters = new StringBuilder();
    for (int i = 1; i < fields.size(); i++) {
      boolean undefined = fields.get(i).equals("-");
      characters.append((char) (undefined ? 0x7f + i : Integer.parseInt(fields.get(i), 16)));
    }
    return characters.toString();
  }

  private static SingleByteEncoding of(String name, String upperHalf) {
    boolean forgiving = name.startsWith("windows");
    Map<Character, Character> bytes = new HashMap<>();
    for (char c = 0; c < 0x80; c++) {
      bytes.put(c, c);
    }
    for (int i = 0; i < upperHalf.length(); i++) {
      bytes.put(upperHalf.charAt(i), (char) (0x80 + i));
    }
    if (forgiving) {
      bytes.remove(LOST);
      bytes.put(REPLACEMENT, LOST);
    }
    return new SingleByteEncoding(name, forgiving, upperHalf, Map.copyOf(bytes));
  }

  /** The bytes that would be read as the text, of which it has every character. */
  String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      encoded.append(c < LOST ? c : Objects.requireNonNull(bytes.get(c)).charValue());
    }
    return encoded.toString();
  }

  /** What the bytes of a range mean. */
  String meanings(int from, int to) {
    return upperHalf.substring(from - 0x80, to - 0x7f);
  }
}
