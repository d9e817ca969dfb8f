package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.LocalSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Many callers at once, on virtual threads where there are any: each compares what it got with what
 * the network says of its input alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrentCallersIT {
  private static final int CALLERS = 32;
  private static final int ROUNDS = 12;

  private final DualEncoder encoder = open();
  private final ExecutorService callers = callers();
  private final List<ImageSource> pictures =
      IntStream.range(0, CALLERS).mapToObj(ConcurrentCallersIT::picture).toList();
  private final List<String> texts =
      IntStream.range(0, CALLERS)
          .mapToObj(i -> "picture " + i + " of a dog".repeat(i % 7))
          .toList();
  private final List<float[]> pictureVectors = new ArrayList<>();
  private final List<float[]> textVectors = new ArrayList<>();

  @BeforeAll
  void embedEachAlone() {
    pictures.forEach(picture -> pictureVectors.add(vector(List.of(picture), 0)));
    texts.forEach(
        text -> textVectors.add(encoder.encodeTexts(List.of(text)).get(0).orElseThrow().vector()));
  }

  @AfterAll
  void close() {
    callers.shutdownNow();
    encoder.close();
  }

  @Test
  void theInputsAreSoFarApartThatAMixUpShows() {
    for (List<float[]> vectors : List.of(pictureVectors, textVectors)) {
      for (int i = 0; i < CALLERS; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(Closeness.of(vectors.get(i), vectors.get(j))).matches(c -> !c.holds());
        }
      }
    }
  }

  @Test
  void everyCallerGetsTheVectorsOfItsOwnInputs() throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int own = caller;
      running.add(callers.submit(() -> embedOver(own)));
    }
    assertNoneFailed(running);
  }

  /** A single picture, a single text, and lists of both that begin with those of this caller. */
  private void embedOver(int own) {
    for (int round = 0; round < ROUNDS; round++) {
      int other = (own + round + 1) % CALLERS;
      if ((own + round) % 3 == 0) {
        assertOwn(
            vector(List.of(pictures.get(own), pictures.get(other)), 1), pictureVectors, other);
        List<Outcome<EncodedText>> both =
            encoder.encodeTexts(List.of(texts.get(own), texts.get(other)));
        assertOwn(both.get(0).orElseThrow().vector(), textVectors, own);
        assertOwn(both.get(1).orElseThrow().vector(), textVectors, other);
      } else {
        assertOwn(vector(List.of(pictures.get(own)), 0), pictureVectors, own);
        assertOwn(
            encoder.encodeTexts(List.of(texts.get(own))).get(0).orElseThrow().vector(),
            textVectors,
            own);
      }
    }
  }

  private static void assertOwn(float[] vector, List<float[]> alone, int input) {
    assertThat(Closeness.of(vector, alone.get(input))).as("%d", input).matches(Closeness::holds);
  }

  private static void assertNoneFailed(List<Future<?>> running)
      throws InterruptedException, ExecutionException {
    for (Future<?> caller : running) {
      assertThat(caller.get()).isNull();
    }
  }

  private float[] vector(List<ImageSource> sources, int index) {
    return encoder.encodeImages(sources).get(index).orElseThrow();
  }

  /** Blocks of colours of its own. */
  private static ImageSource picture(int number) {
    Random random = new Random(number);
    BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 12; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillRect(i % 4 * 40, i / 4 * 40, 40, 40);
    }
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImageSource.of(png.toByteArray());
  }

  /** Small batches and a small queue, so that callers meet at every turn. */
  private static DualEncoder open() {
    Batching batching = Batching.builder().pictures(5).texts(7).queue(8).build();
    return DualEncoder.open(
        LocalSettings.of(
            Goldens.model("openclip-tiny-vit").toString(),
            ModelHandler.OPEN_CLIP,
            Execution.builder().batching(batching).build()));
  }

  /** Of Java 21 and later, by name: this is compiled for 17. */
  private static ExecutorService callers() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newFixedThreadPool(CALLERS);
    }
  }
}
