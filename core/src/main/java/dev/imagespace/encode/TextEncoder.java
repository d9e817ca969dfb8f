package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.Processors;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.TextTower;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Texts to raw vectors, in batches of texts of similar length. Those of a large call are tokenized
 * as they are needed, in turn with whoever else wants a processor. Thread-safe.
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

  List<float[]> encode(List<String> texts) {
    int some = BATCHES_SORTED * batching.texts();
    Processors.Caller caller = new Processors.Caller(batching.deadline());
    float[][] vectors = new float[texts.size()][];
    List<Sent> sent = new ArrayList<>();
    try (BatchCall<int[]> call = new BatchCall<>(queue)) {
      for (int from = 0; from < texts.size(); from += some) {
        int to = Math.min(from + some, texts.size());
        boolean last = to == texts.size();
        sent.add(send(tokenize(texts.subList(from, to), caller), from, !last, call));
      }
      sent.forEach(each -> each.receive(call, vectors));
    }
    return Arrays.asList(vectors);
  }

  /**
   * A batch is as long as its longest text: neighbours of one length waste nothing on each other.
   */
  private static Sent send(List<int[]> ids, int from, boolean moreFollow, BatchCall<int[]> call) {
    List<Integer> order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids.get(i).length))
            .toList();
    return new Sent(from, order, call.submit(order.stream().map(ids::get).toList(), moreFollow));
  }

  /** Texts on their way through the network, from one of all on, in this order. */
  private record Sent(int from, List<Integer> order, List<Input<int[]>> inputs) {

    void receive(BatchCall<int[]> call, float[][] vectors) {
      Iterator<float[]> received = call.await(inputs).iterator();
      order.forEach(i -> vectors[from + i] = received.next());
    }
  }

  private List<int[]> tokenize(List<String> texts, Processors.Caller caller) {
    if (texts.stream().mapToLong(String::length).sum() <= FEW_CHARACTERS) {
      return texts.stream().map(tokenizer::encode).toList();
    }
    List<int[]> ids = new ArrayList<>(texts.size());
    try (Processors.Turn turn = processors.take(caller)) {
      for (String text : texts) {
        ids.add(tokenizer.encode(text));
        turn.giveWay();
      }
    } catch (TimeoutException e) {
      throw queue.busy("no processor");
    } catch (InterruptedException e) {
      throw BatchCall.interrupted("Texts", e);
    }
    return ids;
  }

  int countTokens(String text) {
    return tokenize(List.of(text), new Processors.Caller(batching.deadline())).get(0).length;
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
