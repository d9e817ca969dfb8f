package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.ModelOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Shows which model an {@link ImageSpace} runs, below {@code imagespace}; of several, each below
 * its name. Reads no weights: the fingerprint is there once somebody has asked the space for it.
 * Thread-safe.
 */
public final class ImageSpaceInfoContributor implements InfoContributor {
  private final Supplier<Map<String, ImageSpace>> spaces;

  public ImageSpaceInfoContributor(ImageSpace space) {
    this(() -> Map.of(Spaces.DEFAULT, space));
  }

  ImageSpaceInfoContributor(Supplier<Map<String, ImageSpace>> spaces) {
    this.spaces = spaces;
  }

  @Override
  public void contribute(Info.Builder builder) {
    Map<String, Object> byName = new TreeMap<>();
    spaces.get().forEach((name, space) -> byName.put(name, details(space)));
    if (byName.size() == 1) {
      builder.withDetail("imagespace", byName.values().iterator().next());
    } else if (!byName.isEmpty()) {
      builder.withDetail("imagespace", byName);
    }
  }

  private static Map<String, Object> details(ImageSpace space) {
    ModelInfo model = space.modelInfo();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("model", model.model());
    details.put("handler", model.handler());
    details.put("architecture", model.architecture());
    details.put("dimension", model.dimension());
    details.put("parameters", model.parameters());
    details.put("preprocessing", model.preprocessing());
    details.put("tokenizer", model.tokenizer());
    details.put("contextLength", model.contextLength());
    ModelOrigin origin = model.origin();
    if (origin != null) {
      details.put("repository", origin.repository());
      details.put("revision", origin.commit());
      if (origin.licence() != null) {
        details.put("licence", origin.licence());
      }
    }
    space.knownFingerprint().ifPresent(known -> details.put("fingerprint", known));
    details.put("engine", model.engine());
    return details;
  }
}
