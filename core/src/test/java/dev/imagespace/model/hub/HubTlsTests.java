package dev.imagespace.model.hub;

import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.TestCertificate;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub behind TLS, with a certificate that this JVM trusts for as long as the test runs. */
@Timeout(60)
class HubTlsTests {
  private final TestCertificate certificate;
  private final SSLContext before;
  private final FakeHub hub;
  private final Path cache;

  HubTlsTests(@TempDir Path temporary) throws Exception {
    before = SSLContext.getDefault();
    certificate = TestCertificate.of("localhost", temporary);
    hub = FakeHub.start(certificate);
    cache = temporary.resolve("cache");
  }

  @BeforeEach
  void publish() throws Exception {
    SSLContext.setDefault(certificate.context());
    hub.repository("owner/st").push(Goldens.model("st-tiny-vit"));
  }

  @AfterEach
  void stop() {
    SSLContext.setDefault(before);
    hub.close();
  }

  @Test
  void aModelIsFetchedOverTls() {
    assertThat(hub.endpoint()).startsWith("https://");

    assertThat(find().file("0_CLIPModel/model.safetensors")).exists();
  }

  @Test
  void whatBeganEncryptedStaysSo() {
    hub.with(Fault.redirectTo("http://localhost:1/weights").on(HubRequest::toStorage));

    assertThatThrownBy(this::find)
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("from https to http");
  }

  @Test
  void aCertificateThatNobodyVouchesForEndsTheAttempt() {
    SSLContext.setDefault(before);

    assertThatThrownBy(this::find)
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("PKIX")
        .hasMessageContaining("javax.net.ssl.trustStore");
    assertThat(hub.requests()).isEmpty();
  }

  private ModelDirectory find() {
    HubSettings settings =
        HubSettingsOf.variables(Map.of("HF_HOME", cache.toString()))
            .withEndpoint(URI.create(hub.endpoint()))
            .withWeights(WeightFetch.BLOCK);
    Backoff once = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 1);
    return new ModelResolver(cache, settings, once, download -> {})
        .resolve("owner/st", SENTENCE_TRANSFORMERS);
  }
}
