package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tokenize.Tokens;
import dev.imagespace.tower.text.TextTower;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Texts to raw vectors, in batches of texts of similar length. Long ones, and many, are tokenized
 * in turn with whoever else wants a processor. Thread-safe.
 */
final class TextEncoder implements AutoCloseable {

  /** So many are sorted together: of them, neighbours are of one length. */
  private static final int BATCHES_SORTED = 8;

  /** Characters that are tokenized in less time than a processor is worth waiting for. */
  private static final int FEW_CHARACTERS = 1000;

  private final ModelDirectory model;
  private final TextTower tower;
  private final Program program;
  private final TextTokenizer tokenizer;
  private final Processors processors;
  private final Batching batching;
  private final BatchQueue<int[]> queue;
  private final LongAdder truncated = new LongAdder();

  TextEncoder(
      ModelDirectory model,
      TextTower tower,
      Program program,
      TextTokenizer tokenizer,
      Batching batching,
      Workers workers) {
    this.model = model;
    this.tower = tower;
    this.program = program;
    this.tokenizer = tokenizer;
    this.processors = workers.processors();
    this.batching = batching;
    this.queue =
        new BatchQueue<>(
            Towers.TEXT, batching.texts(), ids -> ids.length, this::run, batching, workers);
  }

  EncoderCall<String, EncodedText> begin() {
    return begin(null);
  }

  EncoderCall<String, EncodedText> begin(@Nullable String language) {
    Processors.Caller caller = new Processors.Caller(batching.deadline());
    return new TextCall(
        texts -> counted(tokenize(texts, language, caller)),
        queue,
        BATCHES_SORTED * batching.texts());
  }

  private List<Outcome<Tokens>> counted(List<Outcome<Tokens>> texts) {
    truncated.add(
        texts.stream()
            .filter(
                text -> text instanceof Outcome.Success<Tokens> read && read.value().truncated())
            .count());
    return texts;
  }

  private List<Outcome<Tokens>> tokenize(
      List<String> texts, @Nullable String language, Processors.Caller caller) {
    if (texts.stream().mapToLong(String::length).sum() <= FEW_CHARACTERS) {
      return texts.stream().map(text -> tokenize(text, language)).toList();
    }
    List<Outcome<Tokens>> tokens = new ArrayList<>(texts.size());
    try (Processors.Turn turn = processors.take(caller)) {
      for (String text : texts) {
        tokens.add(tokenize(text, language));
        turn.giveWay();
      }
    } catch (TimeoutException e) {
      throw queue.busy("no processor");
    } catch (InterruptedException e) {
      throw BatchCall.interrupted("Texts", e);
    }
    return tokens;
  }

  private Outcome<Tokens> tokenize(String text, @Nullable String language) {
    try {
      return Outcome.of(tokenizer.tokenize(text, language));
    } catch (TextRejectedException e) {
      return Outcome.rejected(e);
    }
  }

  int countTokens(String text) {
    Processors.Caller caller = new Processors.Caller(batching.deadline());
    return tokenize(List.of(text), null, caller).get(0).orElseThrow().count();
  }

  /** What several callers ask for at once is run once, and each gets an array of its own. */
  private List<float[]> run(List<int[]> texts, boolean onAllProcessors) {
    List<IntBuffer> distinct = texts.stream().map(IntBuffer::wrap).distinct().toList();
    Batch batch = tower.batch(distinct.stream().map(IntBuffer::array).toList());
    float[] values = onAllProcessors ? program.run(batch) : program.runOnOneProcessor(batch);
    List<float[]> rows = Vectors.rows(values, distinct.size(), model);
    return texts.stream()
        .map(ids -> rows.get(distinct.indexOf(IntBuffer.wrap(ids))).clone())
        .toList();
  }

  void warmUp() {
    queue.warmUp(tokenizer.encode("warm up"));
  }

  /** Texts that had more tokens than the network reads. */
  long truncated() {
    return truncated.sum();
  }

  boolean isLoaded() {
    return program.isLoaded();
  }

  long weightBytes() {
    return program.weightBytes();
  }

  int waiting() {
    return queue.waiting();
  }

  @Override
  public void close() {
    queue.close();
  }
}
