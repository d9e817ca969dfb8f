package dev.imagespace.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A hub on loopback with one model, "owner/tiny": its list of files, and ranges of those. */
final class SmallHub implements AutoCloseable {
  private static final String COMMIT = "c".repeat(40);

  private final Map<String, byte[]> files = new TreeMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SmallHub(Path model) throws IOException {
    try (Stream<Path> paths = Files.walk(model)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(model.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/models/owner/tiny/revision/main", this::list);
    server.createContext("/owner/tiny/resolve/" + COMMIT + "/", this::send);
    server.setExecutor(threads);
    server.start();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void list(HttpExchange exchange) throws IOException {
    String siblings =
        files.entrySet().stream()
            .map(
                file ->
                    "{\"rfilename\":\"%s\",\"size\":%d,\"lfs\":{\"sha256\":\"%s\"}}"
                        .formatted(file.getKey(), file.getValue().length, sha256(file.getValue())))
            .collect(Collectors.joining(","));
    String json =
        "{\"sha\":\"%s\",\"cardData\":{\"license\":\"mit\"},\"siblings\":[%s]}"
            .formatted(COMMIT, siblings);
    answer(exchange, 200, json.getBytes(UTF_8));
  }

  private void send(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] file = files.get(path.substring(path.indexOf(COMMIT) + COMMIT.length() + 1));
    String[] range =
        exchange.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-", -1);
    int from = Integer.parseInt(range[0]);
    answer(exchange, 206, Arrays.copyOfRange(file, from, Integer.parseInt(range[1]) + 1));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
