package dev.imagespace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTests {
  private final Path home;

  HubSettingsTests(@TempDir Path temporary) {
    home = temporary;
  }

  @Test
  void withoutVariablesTheHubIsThePublicOne() {
    HubSettings settings = from(Map.of());

    assertThat(settings.endpoint()).hasToString("https://huggingface.co");
    assertThat(settings.token()).isNull();
    assertThat(settings.offline()).isFalse();
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theEndpointLosesItsSlash() {
    assertThat(from(Map.of("HF_ENDPOINT", "https://mirror.example/hub/")).endpoint())
        .isEqualTo(URI.create("https://mirror.example/hub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "YES", "On"})
  void offlineIsWhatTheToolsTakeForTrue(String value) {
    assertThat(from(Map.of("HF_HUB_OFFLINE", value)).offline()).isTrue();
  }

  @Test
  void theTokenOfALoginIsUsedWhereNoneIsSet() throws IOException {
    Files.writeString(home.resolve("token"), "hf_login\n");
    Path other = Files.writeString(home.resolve("other"), "hf_other");

    assertThat(from(Map.of()).token()).isEqualTo("hf_login");
    assertThat(from(Map.of("HF_TOKEN_PATH", other.toString())).token()).isEqualTo("hf_other");
    assertThat(from(Map.of("HF_TOKEN", "hf_set")).token()).isEqualTo("hf_set");
  }

  @Test
  void theTokenIsNotInItsText() {
    assertThat(from(Map.of("HF_TOKEN", "hf_secret")).toString())
        .doesNotContain("hf_secret")
        .contains("with a token");
  }

  @Test
  void anEndpointThatIsNoAddressIsNamed() {
    assertThatThrownBy(() -> from(Map.of("HF_ENDPOINT", "ftp://mirror")))
        .hasMessageContaining("ftp://mirror")
        .hasMessageContaining("imagespace.hub.endpoint");
  }

  @Test
  void aTimeOutOfNothingIsRefused() {
    HubSettings settings = from(Map.of());

    assertThatThrownBy(() -> settings.withStartTimeout(Duration.ZERO))
        .hasMessageContaining("imagespace.hub.start-timeout");
    assertThatThrownBy(() -> settings.withConnections(0))
        .hasMessageContaining("imagespace.hub.connections");
  }

  @Test
  void theCacheIsWhereTheToolsLookForIt() {
    assertThat(ModelCache.defaultRoot(Map.of("HF_HUB_CACHE", "/a", "HF_HOME", "/b")))
        .isEqualTo(Path.of("/a"));
    assertThat(ModelCache.defaultRoot(Map.of("HF_HOME", "/b"))).isEqualTo(Path.of("/b/hub"));
    assertThat(ModelCache.defaultRoot(Map.of("XDG_CACHE_HOME", "/c")))
        .isEqualTo(Path.of("/c/huggingface/hub"));
    assertThat(ModelCache.defaultRoot(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/huggingface/hub"));
  }

  private HubSettings from(Map<String, String> environment) {
    var all = new java.util.HashMap<>(environment);
    all.put("HF_HOME", home.toString());
    return HubSettings.from(all);
  }
}
