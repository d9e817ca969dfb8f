package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tokenize.OpenClipUse;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tower.text.TranslatorTextTower;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokenizer that a text_cfg names, used as OpenCLIP's get_tokenizer does. */
public final class OpenClipTokenizers {
  private static final Set<String> READ = Set.of("clean", "strip_sep_token", "language");
  private static final Map<String, Set<String>> NEUTRAL = Map.of();

  private OpenClipTokenizers() {}

  /**
   * Opens it.
   *
   * @param text the text_cfg
   * @param language that is set by the user; null for the one of the files
   */
  public static TextTokenizer open(
      JsonConfig text,
      ModelDirectory directory,
      OpenClipText.Read read,
      @Nullable String language) {
    boolean padded = read.tower().readsPadding();
    if (!text.has("hf_tokenizer_name")) {
      if (language != null) {
        throw new InvalidCheckpointException(
            "The text language is '%s', and the tokenizer of %s knows no languages. Leave 'imagespace.text-language' out."
                .formatted(language, directory));
      }
      TextCleaning cleaning = cleaning(text, Set.of("clean"), TextCleaning.LOWER);
      return padded
          ? ClipTokenizer.openClipPadded(read.contextLength(), cleaning)
          : ClipTokenizer.openClip(read.contextLength(), cleaning);
    }
    TextCleaning cleaning = cleaning(text, READ, usual(text));
    JsonConfig arguments =
        text.hasObject("tokenizer_kwargs") ? text.object("tokenizer_kwargs") : null;
    OpenClipUse use =
        new OpenClipUse(
            cleaning,
            arguments != null && arguments.flag("strip_sep_token", false),
            padded,
            read.tower().maskedId(),
            read.tower() instanceof TranslatorTextTower,
            language != null || arguments == null ? language : arguments.text("language"));
    return ClipTokenizer.ofDirectory(directory.path(), read.contextLength(), use);
  }

  /** Older files of SigLIP leave out what its tokenizer class did by itself. */
  private static TextCleaning usual(JsonConfig text) {
    return text.text("hf_tokenizer_name", "").toLowerCase(Locale.ROOT).contains("siglip")
        ? TextCleaning.CANONICALIZE
        : TextCleaning.WHITESPACE;
  }

  private static TextCleaning cleaning(JsonConfig text, Set<String> read, TextCleaning absent) {
    if (!text.has("tokenizer_kwargs")) {
      return absent;
    }
    JsonConfig arguments = text.object("tokenizer_kwargs");
    arguments.requireDefaults(read, NEUTRAL);
    return switch (arguments.text("clean", "absent")) {
      case "absent" -> absent;
      case "lower" -> TextCleaning.LOWER;
      case "whitespace" -> TextCleaning.WHITESPACE;
      case "canonicalize" -> TextCleaning.CANONICALIZE;
      default -> throw arguments.invalid("clean", "is not known: lower, whitespace, canonicalize");
    };
  }
}
