package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.testing.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTests {
  private static final String MODEL = "/api/models/acme/tiny";

  private final FakeHub hub = FakeHub.start();
  private final HubBrowser browser = new HubBrowser(hub);

  @BeforeEach
  void pushFiles() {
    push(hub);
  }

  private static void push(FakeHub hub) {
    hub.repository("acme/tiny")
        .push("main", Map.of("model.safetensors", "0123456789".getBytes(UTF_8)));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String storageUrl() throws Exception {
    return browser.location(browser.head("/acme/tiny/resolve/main/model.safetensors"));
  }

  @Test
  void statusComesAsOftenAsItIsTold() throws Exception {
    hub.with(Fault.status(500).times(2));

    assertThat(
            List.of(
                browser.get(MODEL).statusCode(),
                browser.get(MODEL).statusCode(),
                browser.get(MODEL).statusCode()))
        .containsExactly(500, 500, 200);
  }

  @Test
  void faultKeepsToItsRequests() throws Exception {
    hub.with(Fault.status(403).times(1).on(HubRequest::toStorage));

    assertThat(browser.get(MODEL).statusCode()).isEqualTo(200);
    assertThat(browser.get(storageUrl()).statusCode()).isEqualTo(403);
    assertThat(browser.get(storageUrl()).statusCode()).isEqualTo(200);
  }

  @Test
  void clientIsToldWhenToComeAgain() throws Exception {
    ZonedDateTime date = ZonedDateTime.of(2026, 11, 24, 10, 0, 0, 0, ZoneOffset.UTC);
    hub.with(Fault.tooManyRequestsUntil(date).times(1))
        .with(Fault.tooManyRequests(Duration.ofSeconds(3)).times(1));

    assertThat(browser.get(MODEL).headers().firstValue("retry-after")).hasValue("3");
    assertThat(browser.get(MODEL).headers().firstValue("retry-after"))
        .hasValue("Tue, 24 Nov 2026 10:00:00 GMT");
  }

  @Test
  void bodyIsResetOrEndsTooSoon() throws Exception {
    String url = storageUrl();
    hub.with(Fault.resetAfter(4).times(1).on(HubRequest::toStorage));
    assertThatThrownBy(() -> browser.get(url)).hasRootCauseInstanceOf(SocketException.class);

    hub.with(Fault.shortBody(4).times(1).on(HubRequest::toStorage));
    assertThatThrownBy(() -> browser.get(url)).isInstanceOf(IOException.class);
    assertThat(hub.requests(HubRequest::toStorage))
        .allSatisfy(request -> assertThat(request.sent()).hasValue(4));
  }

  @Test
  void wrongBytesHaveTheRightLength() throws Exception {
    String url = storageUrl();
    hub.with(Fault.wrongBytes());

    assertThat(browser.get(url).body()).isEqualTo("012345678" + (char) ('9' ^ 1));
  }

  @Test
  void portalAnswersEverythingWithAPage() throws Exception {
    hub.with(Fault.html());

    var page = browser.get(MODEL);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html");
  }

  @Test
  void redirectsLeadAwayOrNowhere() throws Exception {
    hub.with(Fault.redirectTo("http://127.0.0.1:1/").times(1)).with(Fault.redirectLoop().times(1));

    assertThat(browser.location(browser.get(MODEL))).isEqualTo(MODEL);
    assertThat(browser.location(browser.get(MODEL))).isEqualTo("http://127.0.0.1:1/");
  }

  @Test
  void rangeIsIgnored() throws Exception {
    String url = storageUrl();
    hub.with(Fault.ignoredRange());

    var whole = browser.get(url, "Range", "bytes=2-3");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("0123456789");
  }

  @Test
  void bodyComesAtAPaceOrNotAtAll() throws Exception {
    String url = storageUrl();
    hub.with(Fault.slow(50));
    long start = System.nanoTime();
    assertThat(browser.get(url).body()).hasSize(10);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));

    hub.with(Fault.hangAfter(3));
    HubBrowser hasty = browser.within(Duration.ofMillis(300));
    assertThatThrownBy(() -> hasty.get(url)).isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void hubSpeaksTls(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("localhost", folder);
    try (FakeHub secure = FakeHub.start(certificate)) {
      push(secure);
      HubBrowser trusting =
          new HubBrowser(secure, HttpClient.newBuilder().sslContext(certificate.context()));

      assertThat(secure.endpoint()).startsWith("https://localhost:");
      var hop = trusting.head("/acme/tiny/resolve/main/model.safetensors");
      assertThat(trusting.get(trusting.location(hop)).body()).isEqualTo("0123456789");
    }
  }

  @Test
  void hubIsAProxyToo() throws Exception {
    HubBrowser proxied =
        new HubBrowser(
            hub,
            HttpClient.newBuilder()
                .proxy(
                    ProxySelector.of(
                        new InetSocketAddress("localhost", URI.create(hub.endpoint()).getPort()))));

    assertThat(proxied.get("http://hub.example" + MODEL).statusCode()).isEqualTo(200);
    assertThat(hub.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.throughProxy()).isTrue();
              assertThat(request.header("host")).hasValue("hub.example");
            });
  }
}
