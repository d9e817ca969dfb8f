package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.text.BertTextTower;
import dev.imagespace.tower.text.BertTextTower.Places;
import dev.imagespace.tower.text.TextHead;
import dev.imagespace.tower.text.TranslatorTextTower;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The config.json of a text model of transformers, with the defaults of its class. */
public final class HuggingFaceText {
  /** What pytorch's LayerNorm adds where nobody says otherwise, as in M2M-100. */
  private static final double EPSILON = 1e-5;

  private static final Map<String, Places> BERTS =
      Map.of(
          "bert", Places.FROM_ZERO,
          "roberta", Places.BEHIND_PADDING,
          "xlm-roberta", Places.BEHIND_PADDING);

  private HuggingFaceText() {}

  /** Whether it is BERT or one of its kin that name their sizes as BERT does. */
  public static boolean isBert(JsonConfig config) {
    return BERTS.containsKey(config.text("model_type", "none"));
  }

  public static boolean isTranslator(JsonConfig config) {
    return config.text("model_type", "none").equals("m2m_100");
  }

  /** The kinds that are read, for messages. */
  public static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(BERTS.keySet());
    kinds.add("m2m_100");
    return kinds;
  }

  /** Of one that {@link #isBert}. */
  public static BertTextTower.Config bert(
      JsonConfig config, Weights weights, int dimension, TextHead.Kind head) {
    Places places = Objects.requireNonNull(BERTS.get(config.text("model_type", "none")));
    if (!config.text("position_embedding_type", "absolute").equals("absolute")) {
      throw config.invalid("position_embedding_type", "is not supported; 'absolute' is");
    }
    requireActivation(config, "hidden_act", "gelu");
    requireEncoder(config);
    boolean roberta = places == Places.BEHIND_PADDING;
    int width = config.size("hidden_size", 768, weights.largest());
    int vocabulary = config.size("vocab_size", roberta ? 50265 : 30522, weights.largest());
    requireWidth(config, "hidden_size", width, dimension, head);
    BlockConfig block =
        new BlockConfig(
            width,
            config.heads("num_attention_heads", 12, width),
            config.size("intermediate_size", 3072, weights.largest()),
            Activation.GELU,
            config.epsilon("layer_norm_eps", 1e-12));
    return new BertTextTower.Config(
        vocabulary,
        config.size("max_position_embeddings", 512, weights.largest()),
        places,
        config.size("type_vocab_size", 2, weights.largest()),
        config.integer("pad_token_id", roberta ? 1 : 0, 0, vocabulary - 1),
        config.size("num_hidden_layers", 12, weights.count()),
        block,
        dimension,
        head);
  }

  /** DistilBERT: BERT without types, with names of its own for the same sizes. */
  public static BertTextTower.Config distilBert(
      JsonConfig config, Weights weights, int dimension, TextHead.Kind head) {
    requireActivation(config, "activation", "gelu");
    int width = config.size("dim", 768, weights.largest());
    int vocabulary = config.size("vocab_size", 30522, weights.largest());
    BlockConfig block =
        new BlockConfig(
            width,
            config.heads("n_heads", 12, width),
            config.size("hidden_dim", 3072, weights.largest()),
            Activation.GELU,
            1e-12);
    return new BertTextTower.Config(
        vocabulary,
        config.size("max_position_embeddings", 512, weights.largest()),
        Places.FROM_ZERO,
        0,
        config.integer("pad_token_id", 0, 0, vocabulary - 1),
        config.size("n_layers", 6, weights.count()),
        block,
        dimension,
        head);
  }

  /** The encoder of one that {@link #isTranslator}. */
  public static TranslatorTextTower.Config translator(
      JsonConfig config, Weights weights, int contextLength, int dimension, TextHead.Kind head) {
    requireActivation(config, "activation_function", "relu");
    int width = config.size("d_model", 1024, weights.largest());
    int vocabulary = config.size("vocab_size", 128112, weights.largest());
    requireWidth(config, "d_model", width, dimension, head);
    if (width % 2 != 0 || width < 4) {
      throw config.invalid("d_model", "must be even and at least 4: half of it are sines");
    }
    BlockConfig block =
        new BlockConfig(
            width,
            config.heads("encoder_attention_heads", 16, width),
            config.size("encoder_ffn_dim", 4096, weights.largest()),
            Activation.RELU,
            EPSILON);
    return new TranslatorTextTower.Config(
        contextLength,
        vocabulary,
        config.integer("pad_token_id", 1, 0, vocabulary - 1),
        config.flag("scale_embedding", true),
        config.size("encoder_layers", 12, weights.count()),
        block,
        dimension,
        head);
  }

  private static void requireActivation(JsonConfig config, String key, String supported) {
    if (!config.text(key, supported).equals(supported)) {
      throw config.invalid(key, "is not supported; '%s' is".formatted(supported));
    }
  }

  private static void requireEncoder(JsonConfig config) {
    if (config.flag("is_decoder", false)) {
      throw config.invalid("is_decoder", "is not supported: tokens must see all others");
    }
  }

  private static void requireWidth(
      JsonConfig config, String key, int width, int dimension, TextHead.Kind head) {
    if (head == TextHead.Kind.NONE && width != dimension) {
      throw config.invalid(
          key, "is not the dimension %d, and there is no projection".formatted(dimension));
    }
  }
}
