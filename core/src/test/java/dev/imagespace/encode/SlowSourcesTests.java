package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.encode.batch.Parallelism;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that keeps its callers waiting until a test answers them, for ever if it does not: a
 * test that would wait for it ends at its timeout.
 */
@Timeout(60)
class SlowSourcesTests {
  private static final ModelDirectory MODEL =
      new ModelDirectory("tiny", Goldens.model("openclip-tiny-vit"));
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final Checkpoint checkpoint = Checkpoint.open(MODEL, ModelHandler.OPEN_CLIP);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Integer> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Socket> callers = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final ServerSocket server;

  SlowSourcesTests() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  @BeforeEach
  void listen() {
    threads.execute(
        () -> {
          try {
            while (true) {
              Socket caller = server.accept();
              sockets.add(caller);
              callers.add(caller);
            }
          } catch (IOException e) {
            // The test is over.
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (Socket socket : List.copyOf(sockets)) {
      socket.close();
    }
    threads.shutdownNow();
    checkpoint.tokenizer().close();
  }

  @Test
  void filesWaitForNoUrlOfOthers() throws Exception {
    try (ImageEncoder encoder = encoder()) {
      List<Future<List<Outcome<float[]>>>> slow = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        List<ImageSource> urls = urls(16 * caller, 16);
        slow.add(threads.submit(() -> encoder.begin().encode(urls)));
      }
      awaitCallers(8 * 16);

      assertThat(encoder.begin().encode(files())).hasOnlyElementsOfType(Outcome.Success.class);
      assertThat(slow).noneMatch(Future::isDone);
    }
  }

  @Test
  void aUrlWaitsForNoUrlOfOthers() throws Exception {
    try (ImageEncoder encoder = encoder()) {
      Future<?> other = threads.submit(() -> encoder.begin().encode(urls(0, 100)));
      awaitCallers(16);

      Future<List<Outcome<float[]>>> mine =
          threads.submit(() -> encoder.begin().encode(urls(1_000, 2)));
      answer(2);
      assertThat(mine.get()).hasOnlyElementsOfType(Outcome.Success.class).hasSize(2);
      assertThat(other).isNotDone();
    }
  }

  @Test
  void picturesThatAreThereAreRunWhileASlowOneIsAwaited() throws Exception {
    try (ImageEncoder encoder = encoder()) {
      List<ImageSource> sources = Stream.concat(urls(0, 1).stream(), files().stream()).toList();
      Future<List<Outcome<float[]>>> call = threads.submit(() -> encoder.begin().encode(sources));

      assertThat(batches.take()).isEqualTo(2);
      assertThat(call).isNotDone();
      answer(1);
      assertThat(call.get()).hasOnlyElementsOfType(Outcome.Success.class).hasSize(3);
      assertThat(batches).containsExactly(1);
    }
  }

  @Test
  void anOutcomeComesWhileALaterPictureIsAwaited() throws Exception {
    try (ImageEncoder encoder = encoder();
        EncoderCall<ImageSource, float[]> call = encoder.begin()) {
      List<EncoderCall.Pending<float[]>> pending =
          Stream.concat(files().stream(), urls(0, 1).stream()).map(call::add).toList();

      assertThat(pending.get(0).await()).isInstanceOf(Outcome.Success.class);
      assertThat(pending.get(1).await()).isInstanceOf(Outcome.Success.class);
      assertThat(pending.get(2).isKnown()).isFalse();
      answer(1);
      assertThat(pending.get(2).await()).isInstanceOf(Outcome.Success.class);
    }
  }

  @Test
  void aCallThatIsClosedEarlyHangsUp() throws Exception {
    try (ImageEncoder encoder = encoder()) {
      List<Socket> waiting;
      try (EncoderCall<ImageSource, float[]> call = encoder.begin()) {
        EncoderCall.Pending<float[]> first = call.add(files().get(0));
        urls(0, 3).forEach(call::add);
        assertThat(first.await()).isInstanceOf(Outcome.Success.class);
        waiting = awaitCallers(3);
      }
      for (Socket each : waiting) {
        assertHungUp(each);
      }
      assertThat(encoder.begin().encode(files())).hasOnlyElementsOfType(Outcome.Success.class);
    }
  }

  @Test
  void eachCallHasSoManyUrlsOnTheirWay() throws Exception {
    try (ImageEncoder encoder = encoder()) {
      Future<List<Outcome<float[]>>> call =
          threads.submit(() -> encoder.begin().encode(urls(0, 40)));
      for (int answered = 0; answered < 40; answered++) {
        answer(1);
        assertThat(sockets).hasSizeLessThanOrEqualTo(16 + answered + 1);
      }
      assertThat(call.get()).hasOnlyElementsOfType(Outcome.Success.class).hasSize(40);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aCallThatIsInterruptedHangsUp(int urls) throws Exception {
    try (ImageEncoder encoder = encoder()) {
      Thread caller = new Thread(() -> call(encoder, urls(0, urls)));
      caller.start();
      List<Socket> waiting = awaitCallers(urls);
      caller.interrupt();
      for (Socket each : waiting) {
        assertHungUp(each);
      }
      caller.join();
      assertThat(outcomes).singleElement().isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void whoeverWaitsHearsThatTheModelIsClosed() throws Exception {
    ImageEncoder encoder = encoder();
    threads.execute(() -> call(encoder, urls(0, 3)));
    List<Socket> waiting = awaitCallers(3);
    encoder.close();
    for (Socket each : waiting) {
      assertHungUp(each);
    }
    assertThat(outcomes.take())
        .asInstanceOf(throwable(IllegalStateException.class))
        .hasMessageContaining("closed");
  }

  private void call(ImageEncoder encoder, List<ImageSource> sources) {
    try {
      outcomes.add(encoder.begin().encode(sources));
    } catch (RuntimeException e) {
      outcomes.add(e);
    }
  }

  private void assertHungUp(Socket caller) throws IOException {
    caller.setSoTimeout(30_000);
    assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .startsWith("GET /");
  }

  private List<Socket> awaitCallers(int number) throws InterruptedException {
    List<Socket> come = new ArrayList<>();
    while (come.size() < number) {
      come.add(callers.take());
    }
    return come;
  }

  /** Answers so many of those who come next. */
  private void answer(int number) throws Exception {
    byte[] picture = Files.readAllBytes(Goldens.image("rgb_odd.png"));
    for (Socket each : awaitCallers(number)) {
      String request = "";
      // A connection that is closed with bytes unread is reset.
      while (!request.endsWith("\r\n\r\n")) {
        request += (char) each.getInputStream().read();
      }
      String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(picture.length);
      each.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      each.getOutputStream().write(picture);
      each.close();
    }
  }

  private static List<ImageSource> files() {
    return Stream.of("rgb_odd.png", "rgba.png").map(Goldens::image).map(ImageSource::of).toList();
  }

  private List<ImageSource> urls(int from, int number) {
    String start = "http://127.0.0.1:" + server.getLocalPort() + "/";
    return IntStream.range(from, from + number)
        .mapToObj(i -> ImageSource.parse(start + i))
        .toList();
  }

  /** Eight pictures a batch. */
  private ImageEncoder encoder() {
    UrlPolicy urls =
        UrlPolicy.builder()
            .enabled(true)
            .http(true)
            .allowedPorts(Set.of(server.getLocalPort()))
            .addresses(InetAddress::isLoopbackAddress)
            .readTimeout(FOR_EVER)
            .totalTimeout(FOR_EVER)
            .build();
    ImageLoader loader = new ImageLoader(ImageLoading.builder().urls(urls).build());
    return new ImageEncoder(
        MODEL,
        checkpoint.imageTower(),
        new StubProgram(batch -> batches.add(batch.size())),
        new PictureLoads(
            loader, new ImagePreprocessor(checkpoint.preprocessing(), ImagePolicy.VISUAL), null),
        Batching.defaults(),
        new Workers(
            new Parallelism(1, 1, 1),
            new Processors(2),
            DaemonThreads.named("test-network"),
            null));
  }
}
