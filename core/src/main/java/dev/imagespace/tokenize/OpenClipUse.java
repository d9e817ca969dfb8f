package dev.imagespace.tokenize;

import dev.imagespace.tokenize.clean.TextCleaning;
import org.jspecify.annotations.Nullable;

/**
 * How OpenCLIP uses a Hugging Face tokenizer (its HFTokenizer). Immutable.
 *
 * @param cleaning of a text, before it is split
 * @param stripSeparator whether each separator becomes id 0, as CLIPA was trained
 * @param padded whether texts are padded to the context length, because the network reads that
 * @param masked id that the network masks as padding; null where it masks none
 * @param translation whether the network is one of a translator (NLLB), which reads first of all
 *     the language of a text
 * @param language that texts are in unless they say otherwise; null for the one of the files
 */
public record OpenClipUse(
    TextCleaning cleaning,
    boolean stripSeparator,
    boolean padded,
    @Nullable Integer masked,
    boolean translation,
    @Nullable String language) {

  /** Cleaned, and nothing else. */
  public static OpenClipUse of(TextCleaning cleaning) {
    return new OpenClipUse(cleaning, false, false, null, false, null);
  }
}
