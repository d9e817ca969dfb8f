package dev.imagespace.tokenize;

import dev.imagespace.bounds.Shown;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.TokenizerFile;
import dev.imagespace.tokenize.file.WordBreaks;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a text, cuts off what cannot matter, and encodes the rest. Thread-safe.
 *
 * @param tokenizer closed with this one
 * @param encoding of a clean text, by the tokenizer
 */
record CleaningTokenizer(
    NativeTokenizer tokenizer,
    Encoding encoding,
    WordBreaks breaks,
    TextCleaning cleaning,
    int contextLength,
    String fingerprint,
    String describe)
    implements TextTokenizer {
  /** To be raised with every change of {@link TextCleaning} that changes an id. */
  private static final int RULES = 1;

  private static final String BUNDLED = "the CLIP vocabulary of this library";

  /** A text to at most as many ids as the context has, special tokens included. */
  interface Encoding {
    Tokens encode(String text);
  }

  /** Hugging Face's tokenizer, which adds special tokens and cuts by itself. */
  static CleaningTokenizer huggingFace(
      TokenizerDocument document, TextLimit limit, TextCleaning cleaning) {
    TokenizerFile file = document.read();
    return huggingFace(document, file, limit.with(file.maxLength()), cleaning);
  }

  /**
   * The same of a file that was read.
   *
   * @param document as it was, for the fingerprint
   */
  static CleaningTokenizer huggingFace(
      TokenizerDocument document, TokenizerFile file, int contextLength, TextCleaning cleaning) {
    String source = document.source();
    ContextLength.requireRoom(contextLength, file.specialTokens(), source);
    NativeTokenizer tokenizer = NativeTokenizer.truncating(file.canonical(), source, contextLength);
    String name = source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    return new CleaningTokenizer(
        tokenizer,
        text -> tokenizer.encode(text, true),
        file.wordBreaks(),
        cleaning,
        contextLength,
        fingerprint("hugging-face", contextLength, cleaning, file.addedBeside(), document.json()),
        cleaning == TextCleaning.NONE
            ? "Hugging Face tokenizer, " + name
            : "Hugging Face tokenizer, %s, behind OpenCLIP's cleaning (%s)"
                .formatted(name, cleaning));
  }

  /** OpenCLIP's own, with its vocabulary. */
  static CleaningTokenizer openClip(int contextLength, TextCleaning cleaning) {
    ClipVocabulary vocabulary = ClipVocabulary.bundled();
    byte[] json = TokenizerJson.openClip(vocabulary);
    ContextLength.requireRoom(contextLength, 2, BUNDLED);
    NativeTokenizer bytePairs = NativeTokenizer.truncating(json, BUNDLED, contextLength);
    return new CleaningTokenizer(
        bytePairs,
        new SimpleTokenizer(bytePairs, vocabulary, contextLength)::encode,
        WordBreaks.SPACES_AND_PUNCTUATION,
        cleaning,
        contextLength,
        fingerprint("open-clip", contextLength, cleaning, "", json),
        "OpenCLIP's tokenizer, cleaning " + cleaning);
  }

  private static String fingerprint(
      String kind,
      int contextLength,
      TextCleaning cleaning,
      String addedBeside,
      byte[] vocabulary) {
    CanonicalText rules =
        CanonicalText.of(kind)
            .with("context", contextLength)
            .with("cleaning", cleaning)
            .withUnless(1, "rules", RULES);
    if (!addedBeside.isEmpty()) {
      rules.with("added", addedBeside);
    }
    MessageDigest digest = Sha256.digest();
    digest.update(rules.bytes());
    return HexFormat.of().formatHex(digest.digest(vocabulary));
  }

  @Override
  public Tokens tokenize(String text, @Nullable String language) {
    if (language != null) {
      throw new TextRejectedException(
          "The text is said to be in '%s', and the tokenizer of this model (%s) knows no languages. Leave the language out."
              .formatted(Shown.of(language), describe));
    }
    return encoding.encode(TextBeginning.of(cleaning.clean(text), contextLength, breaks));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
