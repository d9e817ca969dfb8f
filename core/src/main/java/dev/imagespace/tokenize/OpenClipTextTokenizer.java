package dev.imagespace.tokenize;

import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.WordBreaks;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * OpenCLIP's SimpleTokenizer. {@code <|endoftext|>} in a text is text to it, whereas its own names
 * of the two special tokens are not. Thread-safe.
 */
final class OpenClipTextTokenizer implements TextTokenizer {
  /**
   * A special token counts only where a run of symbols begins: the tokenizer reads from left to
   * right, and a run that began before it swallows its bracket.
   */
  private static final Pattern SPECIAL_OR_SYMBOLS =
      Pattern.compile("(<start_of_text>|<end_of_text>)|[^\\s\\p{L}\\p{N}\u0345]+");

  private static final String SOURCE = "the CLIP vocabulary of this library";

  private final NativeTokenizer bytePairs;
  private final TextCleaning cleaning;
  private final int contextLength;
  private final int start;
  private final int end;
  private final String fingerprint;

  OpenClipTextTokenizer(int contextLength, TextCleaning cleaning) {
    ClipVocabulary vocabulary = ClipVocabulary.bundled();
    byte[] json = TokenizerJson.openClip(vocabulary);
    ContextLength.requireRoom(contextLength, 2, SOURCE);
    this.bytePairs = NativeTokenizer.truncating(json, SOURCE, contextLength);
    this.cleaning = cleaning;
    this.contextLength = contextLength;
    this.start = vocabulary.id(ClipVocabulary.START);
    this.end = vocabulary.id(ClipVocabulary.END);
    this.fingerprint = Fingerprint.of("open-clip", contextLength, cleaning, json);
  }

  @Override
  public int[] encode(String text) {
    IntStream.Builder ids = IntStream.builder().add(start);
    String cleaned = cleaning.clean(text);
    addIds(TextBeginning.of(cleaned, contextLength, WordBreaks.SPACES_AND_PUNCTUATION), ids);
    int[] all = ids.add(end).build().toArray();
    if (all.length <= contextLength) {
      return all;
    }
    int[] cut = Arrays.copyOf(all, contextLength);
    cut[contextLength - 1] = end;
    return cut;
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
      Arrays.stream(bytePairs.encode(text, false)).forEach(ids);
    }
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String describe() {
    return "OpenCLIP's tokenizer, cleaning " + cleaning;
  }

  @Override
  public void close() {
    bytePairs.close();
  }
}
