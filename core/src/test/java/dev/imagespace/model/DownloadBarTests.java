package dev.imagespace.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.ModelDownload.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DownloadBarTests {
  private static final long TOTAL = 605_200_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final DownloadBar bar = new DownloadBar(new PrintStream(written, true, UTF_8));

  @Test
  void progressIsOneLineThatIsDrawnAgain() {
    hear("0_CLIPModel/model.safetensors", 0, TOTAL, 0, State.STARTED);
    hear("0_CLIPModel/model.safetensors", 151_300_000, TOTAL, 50e6, State.PROGRESS);

    assertThat(screen())
        .containsExactly(
            "model.safetensors       [###.........]  25%  151.3/605.2 MB  50.0 MB/s  0:10");
  }

  @Test
  void whatIsShorterLeavesNothingOfTheLineBefore() {
    hear("model.safetensors", 1_000_000, TOTAL, 50e6, State.PROGRESS);
    hear("config.json", 0, 4_000, 0, State.STARTED);

    assertThat(screen()).containsExactly("config.json             [............]   0%  0.0/0.0 MB");
  }

  @Test
  void aLargeFileLeavesItsLineAndASmallOneNothing() {
    hear("config.json", 4_000, 4_000, 1e6, State.FINISHED);
    hear("model.safetensors", TOTAL, TOTAL, 46.53e6, State.FINISHED);
    hear("merges.txt", 20, 500_000, 0, State.STARTED);
    hear("merges.txt", 500_000, 500_000, 1e6, State.FINISHED);

    assertThat(screen())
        .containsExactly("model.safetensors       [############] 100%  605.2 MB  46.5 MB/s", "");
  }

  @Test
  void whatBreaksOffStaysWithItsLineEnded() {
    hear("model.safetensors", 302_600_000, TOTAL, 50e6, State.FAILED);

    assertThat(screen())
        .containsExactly(
            "model.safetensors       [######......]  50%  302.6/605.2 MB  broke off", "");
  }

  @Test
  void aLineFitsATerminalOfEightyColumns() {
    hear(
        "model-00001-of-00002.safetensors",
        9_800_000_000L,
        9_990_000_000L,
        999.9e6,
        State.PROGRESS);
    assertThat(screen())
        .containsExactly(
            "model-00001..fetensors  [###########.]  98%  9.80/9.99 GB  999.9 MB/s  0:01");
    assertThat(screen().get(0)).hasSizeLessThan(80);
  }

  @Test
  void aSlowLineIsToldInKilobytesAndHours() {
    hear("model.safetensors", 1_000_000, TOTAL, 0.1e6, State.PROGRESS);

    assertThat(screen().get(0)).endsWith("100 kB/s  1:40:42");
  }

  private void hear(String file, long bytes, long total, double rate, State state) {
    @Nullable String error = state == State.FAILED ? "connection reset" : null;
    bar.onDownload(new ModelDownload("owner/name@main", file, bytes, total, rate, state, error));
  }

  /** What a terminal shows, where a carriage return leads back to the first column. */
  private List<String> screen() {
    List<String> lines = new ArrayList<>();
    for (String line : written.toString(UTF_8).split("\n", -1)) {
      String shown = "";
      for (String drawn : line.split("\r", -1)) {
        shown = drawn.length() < shown.length() ? drawn + shown.substring(drawn.length()) : drawn;
      }
      lines.add(shown.stripTrailing());
    }
    return lines;
  }
}
