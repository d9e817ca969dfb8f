package dev.imagespace.tokenize;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * OpenCLIP's SimpleTokenizer, for text that is clean. {@code <|endoftext|>} in a text is text to
 * it, whereas its own names of the two special tokens are not. Thread-safe.
 */
final class SimpleTokenizer {
  /**
   * A special token counts only where a run of symbols begins: the tokenizer reads from left to
   * right, and a run that began before it swallows its bracket.
   */
  private static final Pattern SPECIAL_OR_SYMBOLS =
      Pattern.compile("(<start_of_text>|<end_of_text>)|[^\\s\\p{L}\\p{N}\u0345]+");

  private final NativeTokenizer bytePairs;
  private final int contextLength;
  private final int start;
  private final int end;

  SimpleTokenizer(NativeTokenizer bytePairs, ClipVocabulary vocabulary, int contextLength) {
    this.bytePairs = bytePairs;
    this.contextLength = contextLength;
    this.start = vocabulary.id(ClipVocabulary.START);
    this.end = vocabulary.id(ClipVocabulary.END);
  }

  /** Cut to the context, with both special tokens. */
  Tokens encode(String text) {
    IntStream.Builder ids = IntStream.builder().add(start);
    addIds(text, ids);
    int[] all = ids.add(end).build().toArray();
    if (all.length <= contextLength) {
      return Tokens.of(all, false);
    }
    int[] cut = Arrays.copyOf(all, contextLength);
    cut[contextLength - 1] = end;
    return Tokens.of(cut, true);
  }

  private void addIds(String text, IntStream.Builder ids) {
    int done = 0;
    Matcher matcher = SPECIAL_OR_SYMBOLS.matcher(text);
    while (matcher.find()) {
      String special = matcher.group(1);
      if (special != null) {
        addPlain(text.substring(done, matcher.start()), ids);
        ids.add(special.startsWith("<s") ? start : end);
        done = matcher.end();
      }
    }
    addPlain(text.substring(done), ids);
  }

  private void addPlain(String text, IntStream.Builder ids) {
    if (!text.isEmpty()) {
      Arrays.stream(bytePairs.encode(text, false).ids()).forEach(ids);
    }
  }
}
