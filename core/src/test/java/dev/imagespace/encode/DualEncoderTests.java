package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.LocalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DualEncoderTests {
  private static final List<ImageSource> THREE =
      Stream.of("rgb_odd.png", "photo_coffee.png", "rgba.png")
          .map(Goldens::image)
          .map(ImageSource::of)
          .toList();

  @Test
  void statesWhatItIs() {
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      assertThat(encoder.info().architecture())
          .isEqualTo("ViT 3×64, patch 16; text transformer 3×32");
      assertThat(encoder.info().dimension()).isEqualTo(48);
      assertThat(encoder.info().contextLength()).isEqualTo(77);
      assertThat(encoder.info().parameters()).isEqualTo(1_826_816L);
    }
  }

  @Test
  void aBadPictureOfABatchCostsNobodyElseAnything() {
    List<ImageSource> sources =
        List.of(
            ImageSource.of(Goldens.image("rgb_odd.png")),
            ImageSource.of(Goldens.image("fail_html.jpg")),
            ImageSource.of(Goldens.image("rgb_odd.png")),
            ImageSource.of(Goldens.image("no-such-file.png")),
            ImageSource.of(Goldens.image("photo_coffee.png")));
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      List<Outcome<float[]>> encodings = encoder.encodeImages(sources);

      assertThat(encodings.get(1)).isInstanceOf(Outcome.Rejected.class);
      assertThat(encodings.get(3)).isInstanceOf(Outcome.Rejected.class);
      assertThat(vector(encodings.get(0))).isEqualTo(vector(encodings.get(2)));
      float[] alone = vector(encoder.encodeImages(sources.subList(4, 5)).get(0));
      assertThat(Closeness.of(vector(encodings.get(4)), alone)).matches(Closeness::holds);
    }
  }

  @Test
  void theSameSourceOfABatchIsLoadedAndRunOnce() throws IOException {
    byte[] picture = Files.readAllBytes(Goldens.image("rgb_odd.png"));
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, picture.length);
          exchange.getResponseBody().write(picture);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    ImageLoading local =
        ImageLoading.builder()
            .urls(
                UrlPolicy.builder()
                    .enabled(true)
                    .http(true)
                    .allowedPorts(Set.of(port))
                    .addresses(InetAddress::isLoopbackAddress)
                    .build())
            .build();
    try (DualEncoder encoder = open("openclip-tiny-vit", local)) {
      ImageSource url = ImageSource.parse("http://127.0.0.1:" + port + "/a.png");
      ImageSource file = ImageSource.of(Goldens.image("rgb_odd.png"));
      List<Outcome<float[]>> encodings = encoder.encodeImages(List.of(url, file, url, url));

      assertThat(requests).hasValue(1);
      assertThat(vector(encodings.get(0))).isSameAs(vector(encodings.get(2)));
      assertThat(vector(encodings.get(3))).isSameAs(vector(encodings.get(2)));
      assertThat(Closeness.of(vector(encodings.get(0)), vector(encodings.get(1))))
          .matches(Closeness::holds);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anEmptyBatchIsAnEmptyAnswer() {
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      assertThat(encoder.encodeImages(List.of())).isEmpty();
      assertThat(encoder.encodeTexts(List.of())).isEmpty();
    }
  }

  @Test
  void manyCallersAtOnceEachGetTheirOwnVector() throws Exception {
    List<String> texts = IntStream.range(0, 48).mapToObj(i -> "picture number " + i).toList();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      List<float[]> expected =
          texts.stream()
              .map(text -> encoder.encodeTexts(List.of(text)).get(0).orElseThrow().vector())
              .toList();
      List<Future<float[]>> answers = new ArrayList<>();
      for (String text : texts) {
        answers.add(
            callers.submit(() -> encoder.encodeTexts(List.of(text)).get(0).orElseThrow().vector()));
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(Closeness.of(answers.get(i).get(), expected.get(i)))
            .as(texts.get(i))
            .matches(Closeness::holds);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aClosedEncoderSaysSo() {
    DualEncoder encoder = open("openclip-tiny-vit");
    encoder.encodeTexts(List.of("before"));
    encoder.close();

    assertThatThrownBy(
            () -> encoder.encodeImages(List.of(ImageSource.of(Goldens.image("rgb_odd.png")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> encoder.encodeImages(THREE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> encoder.encodeTexts(List.of("after")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void theFingerprintIsOfTheModelAndNotOfTheFileThatHoldsIt() {
    try (DualEncoder one = open("openclip-tiny-vit");
        DualEncoder same = open("openclip-tiny-vit");
        DualEncoder halfAndPyTorch = open("openclip-tiny-vit-bin");
        DualEncoder other = open("openclip-tiny-vit-quickgelu")) {
      assertThat(one.fingerprint()).hasSize(64).isEqualTo(same.fingerprint());
      assertThat(halfAndPyTorch.fingerprint()).isEqualTo(one.fingerprint());
      assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }
  }

  @Test
  void weightsOfZerosGiveNoVector(@TempDir Path directory) throws IOException {
    Path source = Goldens.model("openclip-tiny-vit");
    Files.copy(source.resolve("open_clip_config.json"), directory.resolve("open_clip_config.json"));
    byte[] weights = Files.readAllBytes(source.resolve("open_clip_model.safetensors"));
    int header = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getInt();
    Arrays.fill(weights, 8 + header, weights.length, (byte) 0);
    Files.write(directory.resolve("open_clip_model.safetensors"), weights);

    try (DualEncoder encoder = open(directory, null, ImageLoading.defaults())) {
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("a dog")))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("a vector of zeros")
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void anUnknownDeviceIsRefusedAtTheStart() {
    Path model = Goldens.model("openclip-tiny-vit");
    assertThatThrownBy(() -> open(model, "gpu0", ImageLoading.defaults()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("'gpu0'")
        .hasMessageContaining("imagespace.device");
  }

  @Test
  void anInterruptedCallerIsNotToldThatItsPictureIsBad() {
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> encoder.encodeImages(List.of(ImageSource.of(Goldens.image("rgb_odd.png")))))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> encoder.encodeImages(THREE))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(encoder.encodeTexts(List.of("a dog"))).hasSize(1);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void tokensAreCountedAsTheModelReadsThem() {
    try (DualEncoder encoder = open("openclip-tiny-vit")) {
      assertThat(encoder.countTokens("a photo of a cat")).isEqualTo(7);
    }
  }

  private static float[] vector(Outcome<float[]> encoding) {
    return encoding.orElseThrow();
  }

  private static DualEncoder open(String model) {
    return open(model, ImageLoading.defaults());
  }

  private static DualEncoder open(String model, ImageLoading loading) {
    return open(Goldens.model(model), null, loading);
  }

  private static DualEncoder open(Path model, @Nullable String device, ImageLoading loading) {
    return DualEncoder.open(
        LocalSettings.of(
            model.toString(),
            ModelHandler.OPEN_CLIP,
            Execution.builder().device(device).build(),
            ImagePolicy.VISUAL,
            loading));
  }
}
