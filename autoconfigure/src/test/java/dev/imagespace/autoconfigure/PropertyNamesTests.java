package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which names are taken for properties. */
class PropertyNamesTests {

  @Test
  void theNamesAreThoseThatToolsAreToldOf() throws IOException {
    Set<String> told = new TreeSet<>();
    try (InputStream in =
        ImageSpaceProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonArray("properties")
          .forEach(each -> told.add(each.getAsJsonObject().get("name").getAsString()));
    }
    told.removeIf(name -> !name.startsWith(PropertyNames.PREFIX));
    told.remove(PropertyNames.SPACES);
    assertThat(PropertyNames.all()).isEqualTo(told);
  }

  @Test
  void theChoicesOfAnEngineAndTheSwitchOfTheInfoEndpointAreTold() throws IOException {
    String metadata;
    try (InputStream in =
        ImageSpaceProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      metadata = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(metadata).contains("\"management.info.imagespace.enabled\"");
    assertThat(JsonParser.parseString(metadata).getAsJsonObject().getAsJsonArray("hints"))
        .extracting(hint -> hint.getAsJsonObject().get("name").getAsString())
        .contains("imagespace.backend");
  }

  @Test
  void theNearestNameIsTheOneWithTheFewestLettersChanged() {
    Set<String> known = PropertyNames.all();
    assertThat(NearestName.of("imagespace.modle", known)).isEqualTo("imagespace.model");
    assertThat(NearestName.of("imagespace.modelcachedirectory", known))
        .isEqualTo("imagespace.model-cache-dir");
    assertThat(NearestName.of("imagespace.image.maxpixel", known))
        .isEqualTo("imagespace.image.max-pixels");
    assertThat(NearestName.of("imagespace.colour", known)).isNull();
  }
}
