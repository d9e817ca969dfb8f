package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the properties say of the hub, and what the environment says where they are silent. */
class HubPropertiesTests {

  @Test
  void whatIsSetWinsOverTheEnvironment() {
    HubSettings settings =
        bound(
                Map.of(
                    "imagespace.offline", "false",
                    "imagespace.hub.endpoint", "https://mirror.example/hub/",
                    "imagespace.hub.token", "hf_secret",
                    "imagespace.hub.start-timeout", "3s",
                    "imagespace.hub.connections", "2",
                    "imagespace.hub.weights", "on-demand"))
            .hubSettings();
    assertThat(settings.offline()).isFalse();
    assertThat(settings.endpoint()).isEqualTo(URI.create("https://mirror.example/hub"));
    assertThat(settings.token()).isEqualTo("hf_secret");
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.connections()).isEqualTo(2);
    assertThat(settings.weights()).isEqualTo(WeightFetch.ON_DEMAND);
  }

  @Test
  void theEnvironmentSaysWhatIsNotSet() {
    assertThat(bound(Map.of()).hubSettings()).isEqualTo(HubSettings.fromEnvironment());
  }

  @Test
  void noTextShowsTheToken() {
    ImageSpaceProperties properties = bound(Map.of("imagespace.hub.token", "hf_secret"));
    assertThat(properties.toString()).contains("token=set").doesNotContain("hf_secret");
  }

  private static ImageSpaceProperties bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("imagespace", ImageSpaceProperties.class);
  }
}
