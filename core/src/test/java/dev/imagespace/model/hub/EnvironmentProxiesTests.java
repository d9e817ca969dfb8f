package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelDownloadException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
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
  void aProxyWithoutAHostIsNamed() {
    assertThatThrownBy(() -> select(HUB, Map.of("HTTPS_PROXY", "http://:3128")))
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("HTTPS_PROXY");
  }

  @Test
  void aProxyThatCannotBeReadIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> select(HUB, Map.of("HTTPS_PROXY", "http://me:se cret@p:3128")))
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("cret");
  }

  @Test
  void aProxyOfAnotherKindIsNamed() {
    assertThatThrownBy(() -> select(HUB, Map.of("HTTPS_PROXY", "socks5://p:1080")))
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining("socks5");
  }

  @Test
  void whatAProxyAsksForIsInItsAddress() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://m%40e:s%3Aecret@p:1", "NO_PROXY", "direct");

    assertThat(new EnvironmentProxies(environment).credentials(HUB)).hasValue("m@e:s:ecret");
    assertThat(new EnvironmentProxies(environment).credentials(URI.create("https://direct/")))
        .isEmpty();
    assertThat(new EnvironmentProxies(environment).credentials(URI.create("http://plain/")))
        .isEmpty();
  }

  @Test
  void anExceptionMayBeAnAddress() {
    assertThat(
            select(
                URI.create("https://[::1]:8080/"),
                Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", "::1")))
        .isEqualTo(Proxy.NO_PROXY);
  }

  private static Proxy select(URI uri, Map<String, String> environment) {
    return new EnvironmentProxies(environment).select(uri).get(0);
  }

  private static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port));
  }
}
