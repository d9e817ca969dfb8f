package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.load.Processors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one caller on their way through loading and the network. While a batch runs,
 * further pictures are loaded, and those that are there wait for none that is slow. All happens on
 * the caller's thread, one event after the other: loaders and the network leave theirs in a queue.
 */
final class ImageCall implements EncoderCall<ImageSource, float[]> {
  /** How long pictures that are there wait for others of their batch. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final BatchCall<float[]> network;
  private final CallLoads loads;
  private final int batch;
  private final int ahead;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

  /** Those that nobody has awaited yet. */
  private final Map<ImageSource, PendingImage> added = new HashMap<>();

  private final List<Loaded> ready = new ArrayList<>();
  private final Deque<Sent> sent = new ArrayDeque<>();

  /**
   * Without pictures.
   *
   * @param batch pictures that the network takes at once
   * @param ahead pictures that may be in the network before further ones wait outside
   * @param deadline longest wait for a turn
   */
  ImageCall(
      PictureLoads loads, BatchQueue<float[]> queue, int batch, int ahead, Duration deadline) {
    this.network = new BatchCall<>(queue);
    this.loads = loads.begin(batch, new Processors.Caller(deadline), events::add, this::accept);
    this.batch = batch;
    this.ahead = ahead;
  }

  /** Its pixels are there. */
  private record Loaded(PendingImage picture, float[] pixels) {}

  /** It is in the network. */
  private record Sent(PendingImage picture, Input<float[]> input) {}

  @Override
  public Pending<float[]> add(ImageSource source) {
    return added.computeIfAbsent(
        source,
        each -> {
          loads.add(each);
          return new PendingImage(each);
        });
  }

  /**
   * Those in the network, a batch that is ready, one that is loaded, and those that are fetched.
   */
  @Override
  public int readAhead() {
    return ahead + 2 * batch + PictureLoads.MOST_REMOTE;
  }

  private Outcome<float[]> await(PendingImage picture) {
    advance();
    Outcome<float[]> outcome = picture.outcome;
    while (outcome == null) {
      if (sent.size() > ahead || loads.isEmpty()) {
        receive();
      } else {
        awaitEvent();
      }
      advance();
      outcome = picture.outcome;
    }
    added.remove(picture.source, picture);
    return outcome;
  }

  /** Does what can be done without waiting. Too many in the network hold back what is loaded. */
  private void advance() {
    loads.start();
    receiveKnown();
    while (sent.size() <= ahead && !events.isEmpty()) {
      events.remove().run();
      loads.start();
      receiveKnown();
    }
  }

  private void awaitEvent() {
    try {
      Runnable event =
          ready.isEmpty() ? events.take() : events.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      if (event == null) {
        send();
      } else {
        event.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PictureLoads.cancelled(e);
    }
  }

  private void accept(ImageSource source, Outcome<float[]> loaded) {
    PendingImage picture = Objects.requireNonNull(added.get(source));
    if (loaded instanceof Outcome.Success<float[]> pixels) {
      ready.add(new Loaded(picture, pixels.value()));
    } else {
      picture.outcome = loaded;
    }
    if (ready.size() == batch || loads.isEmpty()) {
      send();
    }
  }

  private void send() {
    List<Input<float[]>> inputs =
        network.submit(ready.stream().map(Loaded::pixels).toList(), !loads.isEmpty());
    for (int i = 0; i < inputs.size(); i++) {
      CompletableFuture<float[]> unused =
          inputs.get(i).answer().whenComplete((vector, failure) -> events.add(() -> {}));
      sent.add(new Sent(ready.get(i).picture, inputs.get(i)));
    }
    ready.clear();
  }

  private void receiveKnown() {
    while (!sent.isEmpty() && sent.element().input.answer().isDone()) {
      receive();
    }
  }

  /** Waits for the first of those in the network. */
  private void receive() {
    Sent first = sent.remove();
    first.picture.outcome = Outcome.of(network.await(List.of(first.input)).get(0));
  }

  @Override
  public void close() {
    try (network) {
      loads.close();
    }
  }

  private final class PendingImage implements Pending<float[]> {
    private final ImageSource source;
    private @Nullable Outcome<float[]> outcome;

    PendingImage(ImageSource source) {
      this.source = source;
    }

    @Override
    public boolean isKnown() {
      return outcome != null;
    }

    @Override
    public Outcome<float[]> await() {
      return ImageCall.this.await(this);
    }
  }
}
