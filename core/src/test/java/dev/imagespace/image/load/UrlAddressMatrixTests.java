package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.AddressPolicy;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.UrlPolicy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to name a host that must not be reached, with a server there that would answer. */
class UrlAddressMatrixTests {
  private static RawServer server;
  private static ImageLoader loader;

  @BeforeAll
  static void start() {
    server = new RawServer(RawServer.picture(UrlFixture.PICTURE));
    loader =
        UrlFixture.loader(
            UrlFixture.policy(server.port()).addresses(AddressPolicy.publicOnly()).build());
  }

  @AfterAll
  static void stop() throws IOException {
    loader.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/",
        "http://127.0.0.2:PORT/",
        "http://127.0.0.1.:PORT/",
        "http://127.1:PORT/",
        "http://127.0.1:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://0x7F.0x0.0x0.0x1:PORT/",
        "http://0x7f.1:PORT/",
        "http://017700000001:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://127.0.0.01:PORT/",
        "http://383.0.0.1:PORT/",
        "http://0:PORT/",
        "http://0.0.0.0:PORT/",
        "http://localhost:PORT/",
        "http://LOCALHOST:PORT/",
        "http://localhost.:PORT/",
        "http://127.0.0.1%2e:PORT/",
        "http://127%2e0%2e0%2e1:PORT/",
        "http://%6c%6fcalhost:PORT/",
        "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11:PORT/",
        "http://127\u30020\u30020\u30021:PORT/",
        "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:PORT/",
        "http://[::1]:PORT/",
        "http://[0:0:0:0:0:0:0:1]:PORT/",
        "http://[::]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::ffff:7f00:1]:PORT/",
        "http://[::127.0.0.1]:PORT/",
        "http://[64:ff9b::127.0.0.1]:PORT/",
        "http://[64:ff9b:1::7f00:1]:PORT/",
        "http://[2002:7f00:1::]:PORT/",
        "http://[2001:0:7f00:1::]:PORT/",
        "http://[fe80::1%25lo]:PORT/",
        "http://[fe80::1]:PORT/",
        "http://[fc00::1]:PORT/",
        "http://[fd00:ec2::254]:PORT/",
        "http://10.0.0.1:PORT/",
        "http://100.100.100.200:PORT/",
        "http://169.254.169.254:PORT/latest/meta-data/",
        "http://pictures.test:PORT/",
        "http://private.test:PORT/",
        "http://mixed.test:PORT/",
        "http://metadata.test:PORT/",
        "http://six.test:PORT/",
        "http://ula.test:PORT/",
        "http://nat64.test:PORT/",
        "http://unknown.test:PORT/",
        "http://example.org@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT@example.org/",
        "http://me:key@localhost:PORT/",
        "http://example.org\\@127.0.0.1:PORT/",
        "http://example.org:PORT:PORT/",
        "http://127.0.0.1:PORT\t/",
        "http:///127.0.0.1:PORT/",
        "http:127.0.0.1:PORT/",
        "http://localhost:22/",
        "http://localhost:99999/",
        "http://localhost:-1/",
        "https://localhost:PORT/",
        "https://127.0.0.1:PORT/",
        "https://[::1]:PORT/"
      })
  void noNotationReachesThisMachineOrAPrivateNetwork(String url) {
    String text = url.replace("PORT", "" + server.port());
    assertThatThrownBy(() -> loader.load(ImageSource.parse(text)))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageNotContaining("key");
    assertThat(server.connections()).isZero();
  }

  @Test
  void nothingIsLoadedByHttpUnlessAsked() {
    UrlPolicy httpsOnly = UrlFixture.policy(server.port()).http(false).build();
    try (ImageLoader careful = UrlFixture.loader(httpsOnly)) {
      assertThatThrownBy(() -> careful.load(ImageSource.parse("http://pictures.test/a.png")))
          .hasMessageContaining("'imagespace.image.url.http'");
    }
  }

  @Test
  void onlyTheListedHostsAreAskedFor() {
    UrlPolicy listed =
        UrlFixture.policy(server.port()).allowedHosts(List.of("*.example.org")).build();
    try (ImageLoader careful = UrlFixture.loader(listed)) {
      assertThatThrownBy(() -> careful.load(ImageSource.parse("http://pictures.test/a.png?key=1")))
          .hasMessageStartingWith("http://pictures.test/a.png: its host is not allowed")
          .hasMessageContaining("'imagespace.image.url.allowed-hosts'");
    }
  }

  @Test
  void onlyTheUsualPortsAreOpenByDefault() {
    try (ImageLoader careful = UrlFixture.loader(UrlFixture.policy().build())) {
      for (String url : new String[] {"http://pictures.test:443/", "https://pictures.test:8443/"}) {
        assertThatThrownBy(() -> careful.load(ImageSource.parse(url)))
            .hasMessageContaining("'imagespace.image.url.allowed-ports'");
      }
    }
  }
}
