package dev.imagespace.tokenize;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.Tables;
import dev.imagespace.tokenize.file.VocabularyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A byte-pair encoding: tokens by id, and the merges in their order.
 *
 * @param ids of every token, special tokens included
 * @param merges two tokens each, with a space between
 */
record ClipVocabulary(Map<String, Integer> ids, List<String> merges) {
  static final String START = "<|startoftext|>";
  static final String END = "<|endoftext|>";
  static final String WORD_END = "</w>";

  /** CLIP's own, which every OpenCLIP checkpoint uses that names no other tokenizer. */
  static ClipVocabulary bundled() {
    try {
      return ofMerges(Tables.lines("clip-merges.txt.gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of a checkpoint, which must know both special tokens. */
  static ClipVocabulary read(Path vocab, Path merges) {
    VocabularyFiles files = VocabularyFiles.read(vocab, merges);
    for (String special : List.of(START, END)) {
      if (!files.ids().containsKey(special)) {
        throw new InvalidCheckpointException(
            "'%s' has no token '%s', so it is not a CLIP vocabulary; add the model's tokenizer.json."
                .formatted(vocab, special));
      }
    }
    return new ClipVocabulary(files.ids(), files.merges());
  }

  /** The order of ids follows from the merges: bytes, bytes that end a word, merges, specials. */
  private static ClipVocabulary ofMerges(List<String> merges) {
    List<String> tokens = new ArrayList<>();
    byteSymbols().forEach(tokens::add);
    byteSymbols().map(symbol -> symbol + WORD_END).forEach(tokens::add);
    merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
    tokens.add(START);
    tokens.add(END);
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
    return new ClipVocabulary(ids, merges);
  }

  /**
   * A visible character for each byte: printable Latin-1 stands for itself and comes first, the
   * others stand behind U+00FF.
   */
  private static Stream<String> byteSymbols() {
    long printable = IntStream.range(0, 256).filter(ClipVocabulary::isPrintable).count();
    return Stream.concat(
        IntStream.range(0, 256).filter(ClipVocabulary::isPrintable).mapToObj(Character::toString),
        IntStream.range(256, (int) (512 - printable)).mapToObj(Character::toString));
  }

  private static boolean isPrintable(int latin1) {
    return (latin1 > ' ' && latin1 < 0x7f) || (latin1 > 0xa0 && latin1 != 0xad);
  }

  int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException("The vocabulary has no token '%s'".formatted(token));
    }
    return id;
  }
}
