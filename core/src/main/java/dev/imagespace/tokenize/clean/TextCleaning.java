package dev.imagespace.tokenize.clean;

/** What happens to a text before it is split: OpenCLIP's {@code clean} setting. */
public enum TextCleaning {
  /** The text as it is: Hugging Face's tokenizers normalise by themselves. */
  NONE,

  /** Repaired, entities decoded, white space collapsed. */
  WHITESPACE,

  /** The same, in lower case. */
  LOWER,

  /** Without ASCII punctuation, in lower case, underscores as spaces. */
  CANONICALIZE;

  public String clean(String text) {
    return switch (this) {
      case NONE -> text;
      case WHITESPACE -> collapsed(text);
      case LOWER -> PythonText.lower(collapsed(text));
      case CANONICALIZE ->
          PythonText.collapse(
              PythonText.lower(repaired(text).replace('_', ' ').replaceAll("\\p{Punct}", "")));
    };
  }

  private static String collapsed(String text) {
    return PythonText.collapse(repaired(text));
  }

  /** Twice, as captions from the web are often escaped twice. */
  private static String repaired(String text) {
    return HtmlEntities.unescape(HtmlEntities.unescape(TextRepair.repair(text)));
  }
}
