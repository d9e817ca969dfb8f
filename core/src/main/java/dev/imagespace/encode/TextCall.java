package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.execution.Outcome;
import dev.imagespace.tokenize.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one caller on their way through the tokenizer and the network. They are sent when
 * one of them is awaited, or when they are many, in the order of their lengths: a batch is as long
 * as its longest text, and neighbours of one length waste nothing on each other.
 */
final class TextCall implements EncoderCall<String, EncodedText> {
  private final Function<List<String>, List<Outcome<Tokens>>> tokenizer;
  private final BatchCall<int[]> network;
  private final int many;

  /** Those that nobody has awaited yet. */
  private final Map<String, PendingText> added = new HashMap<>();

  private final List<PendingText> unsent = new ArrayList<>();

  /**
   * Without texts.
   *
   * @param many texts that are sorted together
   */
  TextCall(
      Function<List<String>, List<Outcome<Tokens>>> tokenizer, BatchQueue<int[]> queue, int many) {
    this.tokenizer = tokenizer;
    this.network = new BatchCall<>(queue);
    this.many = many;
  }

  @Override
  public Pending<EncodedText> add(String text) {
    PendingText known = added.get(text);
    if (known != null) {
      return known;
    }
    PendingText pending = new PendingText(text);
    added.put(text, pending);
    unsent.add(pending);
    if (unsent.size() == many) {
      send(true);
    }
    return pending;
  }

  /** While the first of them are in the network, as many are gathered. */
  @Override
  public int readAhead() {
    return 2 * many;
  }

  private Outcome<EncodedText> await(PendingText text) {
    if (text.outcome == null && text.input == null) {
      send(false);
    }
    Outcome<EncodedText> outcome = text.outcome;
    if (outcome == null) {
      Input<int[]> input = Objects.requireNonNull(text.input);
      Tokens tokens = Objects.requireNonNull(text.tokens);
      float[] vector = network.await(List.of(input)).get(0);
      outcome = Outcome.of(new EncodedText(vector, tokens.count(), tokens.truncated()));
      text.outcome = outcome;
    }
    added.remove(text.text, text);
    return outcome;
  }

  private void send(boolean moreFollow) {
    List<Outcome<Tokens>> tokens = tokenizer.apply(unsent.stream().map(text -> text.text).toList());
    List<Tokenized> tokenized = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      PendingText text = unsent.get(i);
      if (tokens.get(i) instanceof Outcome.Rejected<Tokens> rejected) {
        text.outcome = Outcome.rejected(rejected.reason());
      } else {
        tokenized.add(new Tokenized(text, tokens.get(i).orElseThrow()));
      }
    }
    unsent.clear();
    tokenized.sort(Comparator.comparingInt(each -> each.tokens.count()));
    List<Input<int[]>> inputs =
        network.submit(tokenized.stream().map(each -> each.tokens.ids()).toList(), moreFollow);
    for (int i = 0; i < inputs.size(); i++) {
      tokenized.get(i).text.input = inputs.get(i);
      tokenized.get(i).text.tokens = tokenized.get(i).tokens;
    }
  }

  private record Tokenized(PendingText text, Tokens tokens) {}

  @Override
  public void close() {
    network.close();
  }

  private final class PendingText implements Pending<EncodedText> {
    private final String text;
    private @Nullable Tokens tokens;
    private @Nullable Input<int[]> input;
    private @Nullable Outcome<EncodedText> outcome;

    PendingText(String text) {
      this.text = text;
    }

    @Override
    public boolean isKnown() {
      return outcome != null || (input != null && input.answer().isDone());
    }

    @Override
    public Outcome<EncodedText> await() {
      return TextCall.this.await(this);
    }
  }
}
