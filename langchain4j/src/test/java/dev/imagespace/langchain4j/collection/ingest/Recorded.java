package dev.imagespace.langchain4j.collection.ingest;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it is told. */
final class Recorded implements IngestListener {
  final List<ItemOutcome> outcomes = new ArrayList<>();
  final List<IngestProgress> progress = new ArrayList<>();

  @Override
  public void onOutcome(ItemOutcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void onProgress(IngestProgress now) {
    progress.add(now);
  }
}
