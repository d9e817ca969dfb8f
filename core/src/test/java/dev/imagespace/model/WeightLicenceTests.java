package dev.imagespace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.HubSettings.LicencePolicy;
import dev.imagespace.model.WeightLicence.Use;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightLicenceTests {

  @ParameterizedTest
  @CsvSource({
    "timm/MobileCLIP2-S0-OpenCLIP, apache-2.0, apple-amlr, NON_COMMERCIAL",
    "apple/DFN5B-CLIP-ViT-H-14, other, apple-dfn, NON_COMMERCIAL",
    "timm/vit_base_patch32_clip_224.metaclip_400m, , cc-by-nc-4.0, NON_COMMERCIAL",
    "visheratin/nllb-clip-base-siglip, , cc-by-nc-4.0, NON_COMMERCIAL",
    "sentence-transformers/clip-ViT-B-32, , mit, COMMERCIAL",
    "laion/CLIP-ViT-B-32-laion2B-s34B-b79K, mit, mit, COMMERCIAL",
    "google/siglip2-base-patch32-256, apache-2.0, apache-2.0, COMMERCIAL",
    "timm/PE-Core-B-16, apache-2.0, apache-2.0, COMMERCIAL",
    "acme/clip, Apache-2.0, Apache-2.0, COMMERCIAL",
    "acme/clip, cc-by-nc-sa-4.0, cc-by-nc-sa-4.0, NON_COMMERCIAL",
    "acme/clip, other, other, UNKNOWN",
    "acme/clip, , , UNKNOWN"
  })
  void theTableCountsBeforeTheCard(
      String repository, @Nullable String card, @Nullable String name, Use use) {
    WeightLicence licence = WeightLicence.of(repository, card);

    assertThat(licence.name()).isEqualTo(name);
    assertThat(licence.use()).isEqualTo(use);
  }

  @Test
  void whereCommercialUseIsAskedForOthersAreRefusedByName() {
    WeightLicence research = WeightLicence.of("timm/MobileCLIP2-S0-OpenCLIP", null);
    WeightLicence unknown = WeightLicence.of(null, null);

    assertThatThrownBy(() -> research.require(LicencePolicy.COMMERCIAL, "MobileCLIP2-S0/dfndr2b"))
        .isInstanceOf(ModelLicenceException.class)
        .hasMessageContaining("'MobileCLIP2-S0/dfndr2b'")
        .hasMessageContaining("apple-amlr: no commercial use")
        .hasMessageContaining("LICENSE_MODELS")
        .hasMessageContaining("imagespace.model-licence=any");
    assertThatThrownBy(() -> unknown.require(LicencePolicy.COMMERCIAL, "/models/own"))
        .hasMessageContaining("not named: commercial use not known");
    assertThatCode(() -> research.require(LicencePolicy.ANY, "any")).doesNotThrowAnyException();
    assertThatCode(() -> WeightLicence.OWN.require(LicencePolicy.COMMERCIAL, "mini"))
        .doesNotThrowAnyException();
  }
}
