package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that says no, or is none. */
class HubRefusalTests extends TinyHub {
  HubRefusalTests(@TempDir Path temporary) {
    super(temporary);
  }

  @Test
  void aLoginPageIsNotTakenForTheHub() {
    hub.with(Fault.html());

    assertFails("tiny", settings(), Reason.UNREACHABLE).hasMessageContaining("login page");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000000000 | 1,000,000,000 seconds",
        "301 | 301 seconds",
        "99999999999999999999999999 | 9,223,372,036,854,775,807 seconds",
        "Fri, 31 Dec 9999 23:59:59 GMT | seconds (Retry-After)"
      })
  void aHubThatAsksToComeBackInAgesIsGivenUpAtOnce(String retryAfter, String told) {
    hub.with(Fault.tooManyRequests(retryAfter));

    assertFails("tiny", settings(), Reason.UNREACHABLE)
        .hasMessageContaining("status 429")
        .hasMessageContaining(told)
        .hasMessageContaining("at most 300");
    assertThat(hub.requests(request -> true)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "soon", "1e9", "", "Thu, 01 Jan 1970 00:00:00 GMT", "0x7fffffff"})
  void aTimeToComeBackThatIsNoneIsPassedOver(String retryAfter) {
    hub.with(Fault.tooManyRequests(retryAfter).times(2));

    assertThat(fetched("tiny").has("modules.json")).isTrue();
  }

  @Test
  void aFileWithANameOfAMillionCharactersIsNotShownWhole() {
    assertThatThrownBy(() -> new HubFile("a/../" + "b".repeat(1_000_000), "0", 1))
        .isInstanceOf(ModelDownloadException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void redirectsThatGoInCirclesEnd() {
    hub.with(Fault.redirectLoop());

    assertFails("tiny", settings(), Reason.UNREACHABLE).hasMessageContaining("redirects");
  }

  @Test
  void aRenamedRepositoryIsFollowed() {
    hub.rename(NAME, "sentence-transformers/renamed");

    assertThat(fetched("tiny").has("modules.json")).isTrue();
  }

  @Test
  void aServerThatHangsDoesNotHoldTheStart() {
    hub.with(Fault.hangAfter(0));

    assertFails("tiny", settings().withStartTimeout(Duration.ofMillis(300)), Reason.UNREACHABLE)
        .hasMessageContaining("imagespace.hub.start-timeout");
  }

  @Test
  void aGatedModelSaysWhatToDo() {
    repository.gate("hf_good");

    assertFails("tiny", settings(), Reason.FORBIDDEN)
        .hasMessageContaining("licence")
        .hasMessageContaining("no token is set");
    assertFails("tiny", settings().withToken("hf_other"), Reason.FORBIDDEN)
        .hasMessageContaining("a token is set")
        .hasMessageNotContaining("hf_other");
  }

  @Test
  void aTokenGoesToTheHubAndNotToItsStorage() {
    repository.hide("hf_secret");

    fetched("tiny", settings().withToken("hf_secret"));

    assertThat(hub.requests(r -> !r.toStorage())).allMatch(r -> r.token().isPresent());
    assertThat(hub.requests(HubRequest::toStorage)).isNotEmpty().allMatch(r -> r.token().isEmpty());
    assertThat(settings().withToken("hf_secret").toString()).doesNotContain("hf_secret");
  }

  @Test
  void anUnknownRepositoryAndAnUnknownRevisionAreToldApart() {
    assertFails("nobody/nothing", settings(), Reason.FORBIDDEN)
        .hasMessageContaining("imagespace.hub.token");
    assertFails("tiny@no-such-branch", settings(), Reason.NOT_FOUND)
        .hasMessageContaining("revision");
  }

  @Test
  void aNameThatLeadsOutOfTheCacheIsRefused() throws IOException {
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("0_x/../../../../escaped.json", new byte[3]);
    repository.push("main", files);

    fetched("tiny");

    assertThat(cache.resolve("escaped.json")).doesNotExist();
    assertThatThrownBy(() -> HubFile.requirePlain("a/../../b.json"))
        .isInstanceOf(ModelDownloadException.class);
  }

  @Test
  void aRedirectThatIsNotOfTheWebIsNotFollowed() {
    hub.with(Fault.redirectTo("ftp://localhost/weights"));

    assertFails("tiny", settings(), Reason.UNREACHABLE).hasMessageContaining("ftp://localhost");
  }

  @Test
  void aHubThatSaysNoIsNoMatterForWhatIsThere() {
    fetched("tiny");
    repository.hide("hf_good");

    assertThat(find("tiny", settings()).path()).endsWith(Path.of(commit));
    assertThat(find("tiny", settings().withToken("hf_expired")).path()).endsWith(Path.of(commit));
    hub.with(Fault.status(403));
    assertThat(find("tiny", settings()).path()).endsWith(Path.of(commit));
  }

  @Test
  void aTokenThatCannotBeSentIsNamedAndNotShown() {
    assertFails("tiny", settings().withToken("hf_sec\nret"), Reason.FORBIDDEN)
        .hasMessageContaining("imagespace.hub.token")
        .hasMessageNotContaining("hf_sec");
  }

  @Test
  void aProxyThatAsksWhoOneIsSaysWhereToWriteIt() {
    hub.with(Fault.status(407));
    ProxySelector before = ProxySelector.getDefault();
    int port = URI.create(hub.endpoint()).getPort();
    ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("localhost", port)));
    try {
      HubSettings tunnelled = settings().withEndpoint(URI.create("https://hub.test"));
      assertFails("tiny", tunnelled, Reason.UNREACHABLE)
          .hasMessageContaining("HTTPS_PROXY")
          .hasMessageContaining("jdk.http.auth.tunneling.disabledSchemes");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void aMirrorThatSaysOnlyNotFoundMeansTheModel() {
    hub.with(Fault.status(404));

    assertFails("tiny", settings(), Reason.NOT_FOUND)
        .hasMessageContaining("is not on " + hub.endpoint())
        .hasMessageContaining("imagespace.model");
  }
}
