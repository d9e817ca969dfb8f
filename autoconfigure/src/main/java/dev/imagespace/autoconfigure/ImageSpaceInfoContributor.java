package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.ModelOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Shows which model an {@link ImageSpace} runs, below {@code imagespace}. Reads no weights: the
 * fingerprint is there once somebody has asked the space for it. Thread-safe.
 */
public final class ImageSpaceInfoContributor implements InfoContributor {
  private final ImageSpace space;

  public ImageSpaceInfoContributor(ImageSpace space) {
    this.space = space;
  }

  @Override
  public void contribute(Info.Builder builder) {
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
    builder.withDetail("imagespace", details);
  }
}
