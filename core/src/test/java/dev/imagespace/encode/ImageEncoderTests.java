package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import dev.imagespace.tensor.Batch;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How pictures find their way through loading and a network that a test looks into. */
@Timeout(60)
class ImageEncoderTests {
  private static final ModelDirectory MODEL =
      new ModelDirectory("tiny", Goldens.model("openclip-tiny-vit"));

  private final Checkpoint checkpoint = Checkpoint.open(MODEL, ModelHandler.OPEN_CLIP);
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    checkpoint.tokenizer().close();
  }

  @Test
  void theNextPicturesAreLoadedWhileABatchRuns() throws IOException {
    CountDownLatch third = new CountDownLatch(3);
    HttpServer server = pictures(third);
    server.start();
    int port = server.getAddress().getPort();
    try (ImageEncoder encoder = encoder(from(port), batch -> awaitQuietly(third))) {
      assertThat(encoder.begin().encode(urls(port, "/", 5)))
          .hasOnlyElementsOfType(Outcome.Success.class)
          .hasSize(5);
      assertThat(batches).containsExactly(2, 2, 1);
    } finally {
      server.stop(0);
    }
  }

  /**
   * Servers answer when all pictures of a batch are asked for, however few processors there are.
   */
  @Test
  void picturesOfABatchAreFetchedSideBySide() throws IOException {
    CountDownLatch asked = new CountDownLatch(8);
    HttpServer server = pictures(asked);
    server.setExecutor(threads);
    server.start();
    int port = server.getAddress().getPort();
    try (ImageEncoder encoder = encoder(from(port), 8, batch -> {})) {
      assertThat(encoder.begin().encode(urls(port, "/together", 8)))
          .hasOnlyElementsOfType(Outcome.Success.class)
          .hasSize(8);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aBatchOfBadPicturesIsNotRun() {
    try (ImageEncoder encoder = encoder(ImageLoading.defaults(), batch -> {})) {
      List<Outcome<float[]>> encodings =
          encoder
              .begin()
              .encode(
                  List.of(
                      ImageSource.of(Goldens.image("fail_html.jpg")),
                      ImageSource.of(Goldens.image("no-such-file.png")),
                      ImageSource.of(Goldens.image("rgb_odd.png"))));
      assertThat(encodings.subList(0, 2)).hasOnlyElementsOfType(Outcome.Rejected.class);
      assertThat(encodings.get(2)).isInstanceOf(Outcome.Success.class);
      assertThat(batches).containsExactly(1);
    }
  }

  /** One that is awaited no more is loaded anew; until then, it has one place in the call. */
  @Test
  void aPictureThatOccursTwiceIsRunOnceUntilItIsAwaited() {
    ImageSource picture = ImageSource.of(Goldens.image("rgb_odd.png"));
    try (ImageEncoder encoder = encoder(ImageLoading.defaults(), batch -> {});
        EncoderCall<ImageSource, float[]> call = encoder.begin()) {
      EncoderCall.Pending<float[]> first = call.add(picture);
      EncoderCall.Pending<float[]> second = call.add(picture);
      float[] vector = first.await().orElseThrow();
      EncoderCall.Pending<float[]> third = call.add(picture);
      assertThat(second.await().orElseThrow()).isEqualTo(vector);
      assertThat(third.await().orElseThrow()).isEqualTo(vector);
      assertThat(batches).containsExactly(1, 1);
    }
  }

  /** Two pictures a batch; each vector is of one number, which says that it was run. */
  private ImageEncoder encoder(ImageLoading loading, Consumer<Batch> hook) {
    return encoder(loading, 2, hook);
  }

  private ImageEncoder encoder(ImageLoading loading, int most, Consumer<Batch> hook) {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(checkpoint.preprocessing(), ImagePolicy.VISUAL);
    return new ImageEncoder(
        MODEL,
        checkpoint.imageTower(),
        new StubProgram(
            batch -> {
              hook.accept(batch);
              batches.add(batch.size());
            }),
        new PictureLoads(new ImageLoader(loading), preprocessor, null),
        Batching.builder().pictures(most).build(),
        new Workers(
            new Parallelism(1, 1, 1),
            new Processors(2),
            DaemonThreads.named("test-network"),
            null));
  }

  private static HttpServer pictures(CountDownLatch asked) throws IOException {
    byte[] picture = Files.readAllBytes(Goldens.image("rgb_odd.png"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.countDown();
          if (exchange.getRequestURI().getPath().startsWith("/together")) {
            awaitQuietly(asked);
          }
          exchange.sendResponseHeaders(200, picture.length);
          exchange.getResponseBody().write(picture);
          exchange.close();
        });
    return server;
  }

  private static List<ImageSource> urls(int port, String path, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> ImageSource.parse("http://127.0.0.1:" + port + path + i))
        .toList();
  }

  private static ImageLoading from(int port) {
    return ImageLoading.builder()
        .urls(
            UrlPolicy.builder()
                .enabled(true)
                .http(true)
                .allowedPorts(Set.of(port))
                .addresses(InetAddress::isLoopbackAddress)
                .build())
        .build();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
