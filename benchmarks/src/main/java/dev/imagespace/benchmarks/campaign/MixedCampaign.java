package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageSpace;
import dev.imagespace.Schema;
import dev.imagespace.benchmarks.KnownVectors;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Callers of every sort upon one space, in phases. The script beside it (campaigns/mixed.py) starts
 * this, serves its URLs, and judges what it wrote: calls.tsv, vitals.tsv, summary.tsv.
 */
public final class MixedCampaign {
  private static final int GOOD = 8;
  private static final int BAD = 4;
  private static final int SLOW = 8;
  private static final int HOSTILE = 12;
  private static final int ALL = GOOD + BAD + SLOW + HOSTILE;

  private final Call.Source good;
  private final Call.Source bad;
  private final Call.Source slow;
  private final Call.Source hostile;
  private final CallLog log;

  private MixedCampaign(ImageSpace space, GoodCalls good, CallLog log, Path directory, int port)
      throws IOException {
    this.good = good;
    this.log = log;
    bad = BadCalls.of(space, directory);
    slow = SlowCalls.of(space, port);
    hostile = HostileCalls.of(space, directory, good);
  }

  /**
   * Words: handler, model, backend, port of the server, seconds that a URL and that the rest of a
   * phase may take, directory to write to, and each phase with its seconds, as in "mixed=50".
   * Writes at last how many vectors were another input's, how far the farthest was from its own,
   * and how many decoders would not end.
   */
  public static void main(String[] words) throws Exception {
    int port = Integer.parseInt(words[3]);
    Duration patience = seconds(words[5]);
    Path directory = Path.of(words[6]);
    try (PrintWriter calls = lines(directory.resolve("calls.tsv"));
        PrintWriter vitals = lines(directory.resolve("vitals.tsv"));
        PrintWriter summary = lines(directory.resolve("summary.tsv"))) {
      ImageSpace space = open(words, loopback(port, seconds(words[4])));
      GoodCalls good = GoodCalls.of(space, directory);
      KnownVectors known = good.known();
      CallLog log = new CallLog(calls, known, patience);
      MixedCampaign campaign = new MixedCampaign(space, good, log, directory, port);
      campaign.run(List.of(words).subList(7, words.length), new Vitals(vitals));
      summary.println(
          "%d\t%s\t%d".formatted(known.mixUps(), known.farthest(), Vitals.busyDecoders()));
      if (log.running().isEmpty()) {
        space.close();
      }
    }
    // Whatever still runs was reported, and is not to keep the process.
    System.exit(0);
  }

  private void run(List<String> phases, Vitals vitals) throws InterruptedException {
    vitals.start();
    for (String each : phases) {
      String phase = each.substring(0, each.indexOf('='));
      vitals.enter(phase);
      crowd(phase).call(phase, seconds(each.substring(phase.length() + 1)));
    }
    vitals.enter("end");
    for (int second = 0; second < 15 && Vitals.busyDecoders() > 0; second++) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private Crowd crowd(String phase) {
    Crowd crowd = new Crowd(log);
    return switch (phase) {
      case "lone" -> crowd.of(1, "good", good);
      case "few" -> crowd.of(GOOD, "good", good);
      case "warm-up", "alike" -> crowd.of(ALL, "good", good);
      case "mixed" ->
          crowd
              .of(GOOD, "good", good)
              .of(BAD, "bad", bad)
              .of(SLOW, "slow", slow)
              .of(HOSTILE, "hostile", hostile);
      default -> throw new IllegalArgumentException("No phase is called " + phase);
    };
  }

  private static UrlPolicy loopback(int port, Duration time) {
    return UrlPolicy.builder()
        .enabled(true)
        .http(true)
        .allowedPorts(Set.of(port))
        .addresses(InetAddress::isLoopbackAddress)
        .totalTimeout(time)
        .build();
  }

  private static ImageSpace open(String[] words, UrlPolicy urls) {
    return ImageSpace.builder()
        .image(Schema.named("Item").blob("image"))
        .model(words[1])
        .modelHandler(ModelHandler.valueOf(words[0]))
        .execution(Execution.builder().backend(words[2]).build())
        .imageLoading(ImageLoading.builder().urls(urls).build())
        .build();
  }

  private static Duration seconds(String number) {
    return Duration.ofSeconds(Long.parseLong(number));
  }

  private static PrintWriter lines(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
  }
}
