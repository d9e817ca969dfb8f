package dev.imagespace.langchain4j.collection.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two orders as one, by reciprocal ranks: an item counts 1 / (60 + rank) in the order of vectors
 * and weight / (60 + rank) in that of words (Cormack, Clarke and Büttcher, SIGIR 2009).
 */
record RankFusion(List<SearchHit> byVector, Set<String> byWords, double weight) {
  private static final int SMOOTHING = 60;

  List<SearchHit> order() {
    Map<String, Double> counts = new HashMap<>();
    int rank = 1;
    for (SearchHit hit : byVector) {
      counts.put(hit.id(), 1.0 / (SMOOTHING + rank++));
    }
    rank = 1;
    for (String id : byWords) {
      counts.merge(id, weight / (SMOOTHING + rank++), Double::sum);
    }
    List<SearchHit> fused = new ArrayList<>(byVector);
    fused.sort(Comparator.comparingDouble((SearchHit hit) -> counts.get(hit.id())).reversed());
    return fused;
  }
}
