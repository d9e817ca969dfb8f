package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.pictures.decode.tiff.TiffDirectory;
import dev.imagespace.pictures.testing.MadeFormats;
import dev.imagespace.pictures.testing.TiffFile;
import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressureIT {
  private final Path folder;

  PressureIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whereEncodedBytesAloneWouldFillTheHeapAllAreLoadedOneAfterTheOther() throws Exception {
    Files.write(folder.resolve("large.tiff"), ofFewPixels(12 << 20));
    assertThat(outcomes(64 << 20, "-Xmx128m")).isEqualTo("decoded: 64\n");
  }

  @Test
  void aLackOfMemoryIsNoPicturesFaultWhateverItsFormat() throws Exception {
    for (Map.Entry<String, byte[]> each : MadeFormats.of(1500, 1100).entrySet()) {
      Files.write(folder.resolve(each.getKey()), each.getValue());
    }
    assertThat(outcomes(1L << 40, "-Xmx32m")).matches("(decoded: \\d+\n)?no memory: \\d+\n");
  }

  /** A picture of a few pixels in a file of so many bytes. */
  private static byte[] ofFewPixels(int length) {
    return TiffFile.of(8, 8, 1, 1, 8, 1, new byte[length])
        .with(TiffDirectory.STRIP_LENGTHS, 64)
        .bytes();
  }

  private String outcomes(long maxMemory, String heap) throws IOException, InterruptedException {
    String output =
        ChildJvm.output(
            new ProcessBuilder(
                ChildJvm.command(
                    List.of(heap, "-XX:+UseSerialGC"),
                    PressureProcess.class,
                    folder.toString(),
                    Long.toString(maxMemory))));
    return output.replaceAll("(?m)^\\[.*\n", "");
  }
}
