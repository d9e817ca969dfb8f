package dev.imagespace.sample.command;

import dev.imagespace.langchain4j.collection.ingest.IngestListener;
import dev.imagespace.langchain4j.collection.ingest.IngestProgress;
import dev.imagespace.langchain4j.collection.ingest.IngestSummary;
import dev.imagespace.langchain4j.collection.ingest.ItemOutcome;
import java.util.ArrayList;
import java.util.List;

/** What became of the pictures, for a person: each bad one on a line, and a sum. */
final class IndexReport implements IngestListener {
  private final ProgressLines progress;
  private final List<ItemOutcome.Rejected> rejected = new ArrayList<>();

  IndexReport(ProgressLines progress) {
    this.progress = progress;
  }

  @Override
  public void onOutcome(ItemOutcome outcome) {
    if (outcome instanceof ItemOutcome.Rejected bad) {
      rejected.add(bad);
    }
    progress.onOutcome(outcome);
  }

  @Override
  public void onProgress(IngestProgress now) {
    progress.onProgress(now);
  }

  String text(IngestSummary summary, long size) {
    var text = new StringBuilder();
    for (ItemOutcome.Rejected bad : rejected) {
      String file = Terminal.oneLine(bad.id());
      String reason = Terminal.oneLine(String.valueOf(bad.reason().getMessage()));
      String named = reason.contains(file) ? reason : file + ": " + reason;
      text.append("rejected  ").append(named).append('\n');
    }
    text.append(
        "%d embedded, %d unchanged, %d removed, %d rejected; the index holds %d pictures.%n"
            .formatted(
                summary.embedded(),
                summary.unchanged() + summary.reused(),
                summary.removed(),
                rejected.size(),
                size));
    if (!summary.complete()) {
      text.append("Stopped before the end; run index again to go on.%n".formatted());
    }
    return text.toString();
  }
}
