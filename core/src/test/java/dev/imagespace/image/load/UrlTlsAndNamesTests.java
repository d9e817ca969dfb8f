package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.url.HostResolver;
import dev.imagespace.image.url.UrlConnector;
import dev.imagespace.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a name and the machine that answers: name servers, TLS, proxies. */
class UrlTlsAndNamesTests {
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.of("pictures.test", folder);
  }

  @Test
  void aNameIsLookedUpOnceAndItsFirstAnswerIsConnectedTo() throws IOException {
    List<String> lookups = new ArrayList<>();
    HostResolver changing =
        host -> {
          lookups.add(host);
          return List.of(InetAddress.getByName(lookups.size() == 1 ? "127.0.0.1" : "10.0.0.1"));
        };
    try (RawServer server = new RawServer(RawServer.picture(UrlFixture.PICTURE));
        ImageLoader loader =
            UrlFixture.loader(
                UrlFixture.policy(server.port()).build(), changing, UrlConnector.SYSTEM_TLS)) {
      assertThat(loader.load(url("http", server)).width()).isEqualTo(1);
      assertThat(lookups).containsExactly("pictures.test");
    }
  }

  @Test
  void aNameThatTurnsPrivateForTheRedirectIsRefused() throws IOException {
    List<String> lookups = new ArrayList<>();
    HostResolver changing =
        host -> {
          lookups.add(host);
          return List.of(InetAddress.getByName(lookups.size() == 1 ? "127.0.0.1" : "10.0.0.1"));
        };
    RawServer.Answer again = RawServer.text("HTTP/1.1 307 Again\r\nLocation: /b.png\r\n\r\n");
    try (RawServer server = new RawServer(again);
        ImageLoader loader =
            UrlFixture.loader(
                UrlFixture.policy(server.port()).build(), changing, UrlConnector.SYSTEM_TLS)) {
      assertRefused(loader, url("http", server), "redirected: its host has an address");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aSlowNameServerIsNotWaitedFor() throws IOException {
    HostResolver slow =
        host -> {
          try {
            Thread.sleep(10_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (RawServer server = new RawServer(RawServer.text(""));
        ImageLoader loader =
            UrlFixture.loader(
                UrlFixture.policy(server.port()).build(), slow, UrlConnector.SYSTEM_TLS)) {
      assertRefused(loader, url("http", server), "not resolved in time");
    }
  }

  @Test
  void theCertificateMustBeTrustedAndOfTheHost() throws Exception {
    try (RawServer server =
            new RawServer(certificate.serverSockets(), RawServer.picture(UrlFixture.PICTURE));
        ImageLoader trusting = patientLoader(server, certificate::clientSockets);
        ImageLoader wary = patientLoader(server, UrlConnector.SYSTEM_TLS)) {
      assertThat(trusting.load(url("https", server)).width()).isEqualTo(1);
      assertRefused(wary, url("https", server), "certificate");
      for (String host : new String[] {"other.test", "127.0.0.1"}) {
        ImageSource source = ImageSource.parse("https://" + host + ":" + server.port() + "/");
        assertRefused(trusting, source, "certificate");
      }
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsRefused() throws IOException {
    try (RawServer server = new RawServer(RawServer.picture(UrlFixture.PICTURE));
        ImageLoader loader = loader(server, UrlConnector.SYSTEM_TLS)) {
      assertRefused(loader, url("https", server), "");
    }
  }

  @Test
  void neitherAHandshakeNorARecordOutlastsTheTotalByTricklingIn() throws Exception {
    // The head of a TLS record of 16 KiB, then a byte now and then.
    RawServer.Answer handshake = RawServer.drip("\u0016\u0003\u0003@\u0000", "x", 100);
    RawServer.Answer body =
        RawServer.drip("HTTP/1.1 200 OK\r\n\r\n" + UrlFixture.PICTURE_TEXT, "x", 100);
    try (RawServer server = new RawServer(ServerSocketFactory.getDefault(), false, handshake);
        RawServer tls = new RawServer(certificate.serverSockets(), body);
        ImageLoader first = loader(server, UrlConnector.SYSTEM_TLS);
        ImageLoader second = loader(tls, certificate::clientSockets)) {
      assertRefused(first, url("https", server), "total-timeout");
      assertRefused(second, url("https", tls), "total-timeout");
    }
  }

  @Test
  void theProxyOfTheMachineIsNotAsked() throws IOException {
    String before = System.setProperty("socksProxyHost", "192.0.2.1");
    try (RawServer server = new RawServer(RawServer.picture(UrlFixture.PICTURE));
        ImageLoader loader = loader(server, UrlConnector.SYSTEM_TLS)) {
      assertThat(loader.load(url("http", server)).width()).isEqualTo(1);
    } finally {
      if (before == null) {
        System.clearProperty("socksProxyHost");
      } else {
        System.setProperty("socksProxyHost", before);
      }
    }
  }

  private static void assertRefused(ImageLoader loader, ImageSource source, String reason) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(4),
        () ->
            assertThatThrownBy(() -> loader.load(source))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason));
  }

  private static ImageSource url(String scheme, RawServer server) {
    return ImageSource.parse(scheme + "://pictures.test:" + server.port() + "/a.png");
  }

  /** For whoever tests what is answered, and not when. */
  private static ImageLoader patientLoader(RawServer server, Supplier<SSLSocketFactory> tls) {
    Duration ample = Duration.ofSeconds(20);
    return UrlFixture.loader(
        UrlFixture.policy(server.port()).readTimeout(ample).totalTimeout(ample).build(),
        UrlFixture::resolve,
        tls);
  }

  private static ImageLoader loader(RawServer server, Supplier<SSLSocketFactory> tls) {
    return UrlFixture.loader(UrlFixture.policy(server.port()).build(), UrlFixture::resolve, tls);
  }
}
