package dev.imagespace.tokenize.file;

/** Where a word ends for sure, whatever follows, as a tokenizer splits texts. */
public enum WordBreaks {
  /** Before white space, and before punctuation behind a letter. */
  SPACES_AND_PUNCTUATION,
  /** Before a space (U+0020) alone. */
  SPACES,
  /** Nowhere that can be known. */
  NONE;
}
