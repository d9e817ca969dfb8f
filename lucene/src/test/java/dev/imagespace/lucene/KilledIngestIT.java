package dev.imagespace.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.ImageSpace;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.source.DirectorySource;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledIngestIT {
  private static final int PICTURES = 600;
  private static final int KILLS = 20;

  /** On their way to the network, or from it to a batch of writes, when the process is killed. */
  private static final int LOST_BY_A_KILL = 2 * ImageIngestor.BATCH + 64;

  private final Path pictures;
  private final Path killed;
  private final Path whole;
  private int embedded;

  KilledIngestIT(@TempDir Path directory) {
    pictures = directory.resolve("pictures");
    killed = directory.resolve("killed");
    whole = directory.resolve("whole");
  }

  @Test
  void anIngestionThatIsKilledTwentyTimesEndsAsOneThatIsNot() throws Exception {
    drawPictures();
    Random random = new Random(3);
    for (int i = 0; i < KILLS; i++) {
      run(20 + random.nextInt(2 * PICTURES / KILLS));
    }
    assertThat(run(Integer.MAX_VALUE)).isTrue();
    assertThat(embedded).isBetween(PICTURES, PICTURES + KILLS * LOST_BY_A_KILL);
    try (ImageSpace space = KilledIngest.space(new ImageSpaceListener() {});
        LuceneStorage one = LuceneStorage.open(whole);
        LuceneStorage other = LuceneStorage.open(killed)) {
      ImageIngestor.into(one.collection(space)).ingest(DirectorySource.of(pictures));
      assertThat(other.collection(space).size()).isEqualTo(PICTURES);
      requireSame(entries(one), entries(other));
      assertThat(other.store().size()).isEqualTo(PICTURES);
      assertThat(foundByTheirVectors(other)).isEqualTo(PICTURES);
    }
  }

  private void drawPictures() throws IOException {
    Files.createDirectories(pictures);
    Random random = new Random(1);
    for (int i = 0; i < PICTURES; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 256; p++) {
        image.setRGB(p % 16, p / 16, random.nextInt(1 << 24));
      }
      ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
    }
  }

  /** Kills the process once it has embedded so many; returns whether it came to its end. */
  private boolean run(int enough) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dimagespace.golden=" + System.getProperty("imagespace.golden"),
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledIngest.class.getName(),
                pictures.toString(),
                killed.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      int its = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("embedded ")) {
          its += Integer.parseInt(line.substring("embedded ".length()));
          if (its >= enough && process.isAlive()) {
            // SIGKILL; by its handle, as the process itself would close its output at once.
            process.toHandle().destroyForcibly();
          }
        } else if (line.equals("complete true")) {
          embedded += its;
          return true;
        }
      }
      embedded += its;
      return false;
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static List<CollectionEntry> entries(LuceneStorage storage) {
    return storage.catalog().page(null, 2 * PICTURES);
  }

  /** Vectors up to rounding: which pictures are run together shows in their last bits. */
  private static void requireSame(List<CollectionEntry> wanted, List<CollectionEntry> given) {
    assertThat(given).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(given.get(i).id()).isEqualTo(wanted.get(i).id());
      assertThat(given.get(i).state()).isEqualTo(State.STORED);
      assertThat(given.get(i).hashes()).isEqualTo(wanted.get(i).hashes());
      assertThat(given.get(i).vectors().vector())
          .containsExactly(wanted.get(i).vectors().vector(), within(1e-5f));
    }
  }

  private static long foundByTheirVectors(LuceneStorage storage) {
    return entries(storage).stream()
        .filter(
            entry ->
                storage
                    .store()
                    .search(
                        EmbeddingSearchRequest.builder()
                            .queryEmbedding(Embedding.from(entry.vectors().vector()))
                            .maxResults(1)
                            .build())
                    .matches()
                    .get(0)
                    .embeddingId()
                    .equals(entry.id()))
        .count();
  }
}
