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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    assertThat(HubSettings.defaultCacheDirectory(Map.of("HF_HUB_CACHE", "/a", "HF_HOME", "/b")))
        .isEqualTo(Path.of("/a"));
    assertThat(HubSettings.defaultCacheDirectory(Map.of("HF_HOME", "/b")))
        .isEqualTo(Path.of("/b/hub"));
    assertThat(HubSettings.defaultCacheDirectory(Map.of("XDG_CACHE_HOME", "/c")))
        .isEqualTo(Path.of("/c/huggingface/hub"));
    assertThat(HubSettings.defaultCacheDirectory(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/huggingface/hub"));
  }

  @Test
  void theOlderNamesThatTheToolsTakeCountToo() {
    assertThat(from(Map.of("TRANSFORMERS_OFFLINE", "1")).offline()).isTrue();
    assertThat(from(Map.of("TRANSFORMERS_OFFLINE", "1", "HF_HUB_OFFLINE", "0")).offline())
        .isFalse();
    assertThat(from(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_old")).token()).isEqualTo("hf_old");
    assertThat(HubSettings.defaultCacheDirectory(Map.of("HUGGINGFACE_HUB_CACHE", "/old")))
        .isEqualTo(Path.of("/old"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are those of a POSIX shell")
  void pathsAreReadAsAShellReadsThem() {
    assertThat(HubSettings.defaultCacheDirectory(Map.of("HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.cache/huggingface/hub"));
    assertThat(HubSettings.defaultCacheDirectory(Map.of("HOME", "/home/me", "HF_HOME", "~/hf")))
        .isEqualTo(Path.of("/home/me/hf/hub"));
    assertThat(
            HubSettings.defaultCacheDirectory(
                Map.of("DATA", "/data", "HF_HUB_CACHE", "$DATA/${SUB}")))
        .isEqualTo(Path.of("/data/${SUB}"));
  }

  @Test
  void anEndpointWithCredentialsIsRefusedAndTheyAreNotShown() {
    assertThatThrownBy(() -> from(Map.of("HF_ENDPOINT", "https://me:secret@mirror")))
        .hasMessageContaining("https://***@mirror")
        .hasMessageContaining("imagespace.hub.token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anEndpointThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> from(Map.of("HF_ENDPOINT", "https://the mirror")))
        .hasMessageContaining("'https://the mirror'")
        .hasMessageContaining("HF_ENDPOINT");
  }

  private HubSettings from(Map<String, String> environment) {
    var all = new java.util.HashMap<>(environment);
    all.put("HF_HOME", home.toString());
    return HubSettings.from(all);
  }
}
