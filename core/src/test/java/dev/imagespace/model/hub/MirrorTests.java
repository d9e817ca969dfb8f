package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors of the hub that say less than it does, as teams run them. */
class MirrorTests {
  private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";
  private static final Path MODEL = Goldens.model("hf-plain-gelu");
  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "processor_config.json", "tokenizer.json");

  private final Path cache;
  private final HttpServer mirror;
  private final HttpServer other;

  /** Tokens that the other host was sent. */
  private final List<String> tokens = new CopyOnWriteArrayList<>();

  private boolean tellsHash = true;
  private boolean tellsSize = true;
  private boolean redirects;

  MirrorTests(@TempDir Path cache) throws IOException {
    this.cache = cache;
    mirror = server(false);
    other = server(true);
  }

  private HttpServer server(boolean elsewhere) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, elsewhere));
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    mirror.stop(0);
    other.stop(0);
  }

  @Test
  void neitherTheCommitNorTheSizeOfAFileNeedsToBeInItsHeaders() throws IOException {
    tellsSize = false;

    assertWhole(fetched());
  }

  @Test
  void anotherHostThatAFileIsOnIsAskedWithoutTheToken() throws IOException {
    redirects = true;

    assertWhole(fetched());
    assertThat(tokens).isNotEmpty().containsOnly("none");
  }

  @Test
  void withoutAHashNothingIsFetchedAndThatIsSaid() {
    tellsHash = false;

    assertThatThrownBy(this::fetched)
        .isInstanceOf(ModelDownloadException.class)
        .hasMessageContaining("no ETag, which is the hash of the file");
  }

  private static void assertWhole(ModelDirectory model) throws IOException {
    for (String file : FILES) {
      assertThat(model.file(file)).hasSameBinaryContentAs(MODEL.resolve(file));
    }
  }

  private ModelDirectory fetched() {
    HubSettings settings =
        HubSettings.fromEnvironment()
            .withOffline(false)
            .withEndpoint(URI.create("http://127.0.0.1:" + mirror.getAddress().getPort()))
            .withToken("secret")
            .withWeights(WeightFetch.BLOCK);
    return new ModelResolver(cache, settings, download -> {})
        .resolve("acme/clip", ModelHandler.SENTENCE_TRANSFORMERS);
  }

  private void answer(HttpExchange exchange, boolean elsewhere) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (elsewhere) {
        tokens.add(
            Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("Authorization"), "none"));
      } else if (redirects && !path.startsWith("/api/")) {
        exchange
            .getResponseHeaders()
            .set("Location", "http://127.0.0.1:%d%s".formatted(other.getAddress().getPort(), path));
        exchange.sendResponseHeaders(308, -1);
        return;
      }
      if (path.startsWith("/api/")) {
        send(exchange, 200, listing().getBytes(StandardCharsets.UTF_8));
      } else {
        file(
            exchange, Files.readAllBytes(MODEL.resolve(path.substring(path.lastIndexOf('/') + 1))));
      }
    }
  }

  /** Without sizes and hashes. */
  private static String listing() {
    return "{\"sha\":\"%s\",\"siblings\":[%s]}"
        .formatted(
            COMMIT,
            FILES.stream()
                .map("{\"rfilename\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",")));
  }

  private void file(HttpExchange exchange, byte[] bytes) throws IOException {
    if (tellsHash) {
      exchange.getResponseHeaders().set("ETag", '"' + hash(bytes) + '"');
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (tellsSize) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      }
      exchange.sendResponseHeaders(200, -1);
    } else if (range == null) {
      send(exchange, 200, bytes);
    } else {
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      int from = Integer.parseInt(ends[0]);
      int last =
          ends[1].isEmpty()
              ? bytes.length - 1
              : Math.min(Integer.parseInt(ends[1]), bytes.length - 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, last, bytes.length));
      send(exchange, 206, Arrays.copyOfRange(bytes, from, last + 1));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }
}
