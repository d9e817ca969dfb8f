package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.checkpoint.openclip.OpenClipTokenizers;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.text.TextTower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text tower of each of OpenCLIP's families, without the one for pictures: from texts to the
 * ids and raw vectors of the peer, alone and in a batch; by every engine.
 */
public abstract class TextFamiliesContract {
  private static final Logger log = LoggerFactory.getLogger(TextFamiliesContract.class);

  protected abstract EngineProvider provider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oc-siglip",
        "oc-siglip-so400m14-384",
        "oc-siglip2-b16",
        "oc-clipa",
        "oc-coca",
        "oc-metaclip2",
        "oc-nllb-siglip",
        "oc-roberta",
        "oc-xlm-roberta",
        "oc-mobileclip-s0",
        "oc-native-flags",
        "oc-native-custom"
      })
  void textsOfAFamilyBecomeTheIdsAndVectorsOfThePeer(String name) {
    ModelDirectory directory = new ModelDirectory(name, Goldens.path("openclip/models/" + name));
    JsonConfig file = JsonConfig.read(directory.file("open_clip_config.json"));
    JsonConfig model = file.object("model_cfg");
    Weights weights =
        new Weights(
            WeightFiles.open(directory, LayoutFiles.OPEN_CLIP.weights()), Weights.Naming.asIs());
    OpenClipText.Read read =
        OpenClipText.read(
            file,
            model.object("text_cfg"),
            directory,
            weights.has("positional_embedding") ? weights : weights.in("text"),
            model.size("embed_dim", weights.largest()),
            model.flag("quick_gelu", false));
    weights.requireNoneLeft(
        tensor ->
            tensor.startsWith("visual.")
                || tensor.startsWith("logit_")
                || tensor.startsWith("text_decoder."));
    List<int[]> ids = new ArrayList<>();
    List<float[]> goldens = new ArrayList<>();
    try (TextTokenizer tokenizer =
        OpenClipTokenizers.open(model.object("text_cfg"), directory, read, null)) {
      for (JsonElement row :
          Goldens.json("openclip/goldens/" + name + ".json").getAsJsonArray("texts")) {
        JsonObject text = row.getAsJsonObject();
        int[] own = tokenizer.encode(text.get("text").getAsString());
        assertThat(own)
            .as(text.get("text").getAsString())
            .isEqualTo(idsOfThePeer(text, own.length));
        ids.add(own);
        goldens.add(Goldens.floats(text.get("embedding")));
      }
    }
    assertVectors(name, read.tower(), ids, goldens);
  }

  /** As many as ours, of which only padding may be left out. */
  private static int[] idsOfThePeer(JsonObject text, int length) {
    if (!text.has("ids_padded")) {
      return Arrays.copyOf(Goldens.ids(text.get("ids")), length);
    }
    int[] padded = Goldens.ids(text.get("ids_padded"));
    int padding = padded[padded.length - 1];
    for (int i = length; i < padded.length; i++) {
      assertThat(padded[i]).as("id %d, which is left out", i).isEqualTo(padding);
    }
    return Arrays.copyOf(padded, length);
  }

  private void assertVectors(String name, TextTower tower, List<int[]> ids, List<float[]> goldens) {
    double worst = 0;
    try (Engine engine = provider().create(Execution.builder().threads(1).build())) {
      Program program = engine.prepare(tower, List::of);
      float[] together = program.run(tower.batch(ids));
      int dimension = together.length / ids.size();
      for (int i = 0; i < ids.size(); i++) {
        float[] row = Arrays.copyOfRange(together, i * dimension, (i + 1) * dimension);
        Closeness batched = Closeness.of(row, goldens.get(i));
        Closeness alone =
            Closeness.of(program.run(tower.batch(ids.subList(i, i + 1))), goldens.get(i));
        assertThat(batched).as("%s, text %d in a batch", name, i).matches(Closeness::holds);
        assertThat(alone).as("%s, text %d alone", name, i).matches(Closeness::holds);
        worst = Math.max(worst, Math.max(batched.relative(), alone.relative()));
      }
    }
    log.info("{}: {} texts, largest error {} of the maximum", name, ids.size(), worst);
  }
}
