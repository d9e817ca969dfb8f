package dev.imagespace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTests {
  private static final URI HUB = URI.create("https://huggingface.co/api");

  @Test
  void withoutVariablesTheWayIsDirect() {
    assertThat(select(HUB, Map.of())).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void eachSchemeHasItsProxy() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://safe:3128", "http_proxy", "plain:80");

    assertThat(select(HUB, environment)).isEqualTo(proxy("safe", 3128));
    assertThat(select(URI.create("http://mirror"), environment)).isEqualTo(proxy("plain", 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"huggingface.co", "a.b, .co", "*", "*.co", "co", "HuggingFace.co:443", ".x,co"})
  void anExceptionIsReachedDirectly(String exceptions) {
    assertThat(select(HUB, Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exceptions)))
        .isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"face.co", "huggingface.com", "localhost,127.0.0.1", ""})
  void anotherHostIsNoException(String exceptions) {
    assertThat(select(HUB, Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exceptions)))
        .isEqualTo(proxy("p", 1));
  }

  @Test
  void aPasswordIsForTheProxyThatItIsWrittenFor() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://me:secret@safe:3128", "HTTP_PROXY", "plain:80");

    assertThat(select(HUB, environment)).isEqualTo(proxy("safe", 3128));
    assertThat(new EnvironmentProxies(environment).authorization(HUB))
        .hasValue("Basic bWU6c2VjcmV0");
    assertThat(new EnvironmentProxies(environment).authorization(URI.create("http://mirror")))
        .isEmpty();
  }

  @Test
  void aProxyHearsItsPasswordAndNobodyElseDoes() throws IOException {
    try (FakeHub proxy = FakeHub.start();
        FakeHub direct = FakeHub.start()) {
      HubRequests requests =
          new HubRequests(
              HubSettings.from(Map.of()),
              TinyHub.QUICK,
              new EnvironmentProxies(
                  Map.of(
                      "http_proxy",
                      proxy.endpoint().replace("http://", "http://me:secret@"),
                      "no_proxy",
                      "localhost")));
      Deadline deadline = Deadline.in(Duration.ofSeconds(10));
      requests.get(URI.create("http://hub.example/api"), null, deadline).body().close();
      requests.get(URI.create(direct.endpoint() + "/api"), null, deadline).body().close();

      assertThat(proxy.requests())
          .singleElement()
          .returns(true, HubRequest::throughProxy)
          .returns(
              Optional.of("Basic bWU6c2VjcmV0"), request -> request.header("proxy-authorization"));
      assertThat(direct.requests())
          .singleElement()
          .returns(Optional.empty(), request -> request.header("proxy-authorization"));
    }
  }

  @Test
  void aProxyThatAsksForAPasswordSaysWhereToWriteIt() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> refuse(proxy));
      answering.start();
      HubRequests requests =
          new HubRequests(
              HubSettings.from(Map.of()),
              TinyHub.QUICK,
              new EnvironmentProxies(
                  Map.of("https_proxy", "http://localhost:" + proxy.getLocalPort())));

      assertThatThrownBy(() -> requests.get(HUB, null, Deadline.in(Duration.ofSeconds(10))))
          .isInstanceOf(ModelDownloadException.class)
          .hasMessageContaining("huggingface.co asks for a password")
          .hasMessageContaining("HTTPS_PROXY");
      answering.join();
    }
  }

  /** As a proxy does that opens no tunnel for strangers. */
  private static void refuse(ServerSocket proxy) {
    try (Socket socket = proxy.accept()) {
      assertThat(socket.getInputStream().read()).isEqualTo('C');
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProxyWithoutAHostIsNamed() {
    assertThatThrownBy(() -> select(HUB, Map.of("HTTPS_PROXY", "http://:3128")))
        .hasMessageContaining("HTTPS_PROXY");
  }

  private static Proxy select(URI uri, Map<String, String> environment) {
    return new EnvironmentProxies(environment).select(uri).get(0);
  }

  private static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
  }
}
