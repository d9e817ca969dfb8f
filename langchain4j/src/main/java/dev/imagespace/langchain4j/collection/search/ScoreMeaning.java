package dev.imagespace.langchain4j.collection.search;

/** What the scores of one query mean in its collection. Immutable. */
public final class ScoreMeaning {
  private final double middle;
  private final double spread;
  private final DistanceTail tail;
  private final long size;

  ScoreMeaning(double middle, double spread, DistanceTail tail, long size) {
    this.middle = middle;
    this.spread = spread;
    this.tail = tail;
    this.size = size;
  }

  /** The share of unrelated items that score so high or higher: the false alarms of a threshold. */
  public double falseAlarms(double score) {
    return spread == 0 ? 1 : tail.share((score - middle) / spread);
  }

  /**
   * The chance that none of as many unrelated items as the collection has would score so high: near
   * 1 for what was found for good reason, near 0 for the best of what has nothing to do with the
   * query. Where the first hit is below 0.5, nothing matches.
   */
  public double relevance(double score) {
    return Math.exp(-size * falseAlarms(score));
  }

  /** The score that so large a share of unrelated items reaches. */
  public double threshold(double falseAlarms) {
    return middle + spread * tail.distance(falseAlarms);
  }
}
