package dev.imagespace.checkpoint.config;

import java.util.List;

/** Mean and standard deviation of the pictures of OpenAI's CLIP, the default of both peers. */
public final class OpenAiDataset {
  public static final List<Float> MEAN = List.of(0.48145466f, 0.4578275f, 0.40821073f);
  public static final List<Float> STD = List.of(0.26862954f, 0.26130258f, 0.27577711f);

  private OpenAiDataset() {}
}
