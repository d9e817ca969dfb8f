package dev.imagespace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as a web server: what the page asks it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "imagespace.sample.data-dir=target/search-page",
      "imagespace.sample.allowed-hosts=my-machine.test"
    })
class SearchPageIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String port;

  SearchPageIT(@Autowired Environment environment) {
    this.port = environment.getRequiredProperty("local.server.port");
  }

  @Test
  void wordsAreAnsweredWithPicturesThatCanBeFetched() throws Exception {
    HttpResponse<String> response = get("/search?q=a+red+car&limit=2");

    JsonNode hits = new JsonMapper().readTree(response.body());
    assertThat(hits.size()).isEqualTo(2);
    assertThat(hits.get(0).get("file").asString()).isEqualTo("sports-car.jpg");
    assertThat(hits.get(0).get("description").asString()).isEqualTo("A red sports car");
    HttpResponse<String> picture = get(hits.get(0).get("url").asString());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
  }

  @Test
  void thePageIsServed() throws Exception {
    assertThat(get("/").body()).contains("ImageSpace").contains("<script");
  }

  @Test
  void nothingButThePicturesOfTheCollectionIsServed() throws Exception {
    assertThat(get("/pictures/..%2F..%2Fapplication.yml").statusCode()).isBetween(400, 404);
    assertThat(get("/pictures/0000").statusCode()).isEqualTo(404);
  }

  @Test
  void aSearchForNothingIsAProblemInWords() throws Exception {
    HttpResponse<String> response = get("/search");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  /** What a browser sends whose name server was made to lead a page's own name to this machine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.7",
        "0.0.0.0",
        "[2001:db8::1]",
        "localhost:80:80",
        "2130706433",
        "127.1"
      })
  void aForeignHostIsRefused(String host) throws Exception {
    for (String path :
        List.of("/", "/search?q=a+car", "/collection", "/pictures/0000", "/page.js")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: " + host);
      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("pictures\"", "ImageSpace");
    }
    assertThat(raw("POST /search?q=a HTTP/1.1\r\nContent-Length: 0\r\nHost: " + host))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  void aRefusalNamesTheProperty() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example"))
        .startsWith("HTTP/1.1 421")
        .contains("'imagespace.sample.allowed-hosts'")
        .doesNotContain("evil");
    assertThat(raw("GET / HTTP/1.0")).startsWith("HTTP/1.1 421");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1234",
        "localhost.",
        "127.0.0.1",
        "127.0.0.1:8080",
        "[::1]",
        "[::1]:8080",
        "my-machine.test",
        "My-Machine.test:80"
      })
  void thisMachineAndAllowedHostsAreAnswered(String host) throws Exception {
    assertThat(raw("GET /collection HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: http://localhost.evil.example"
      })
  void aRequestOfAnotherPageIsRefused(String fields) throws Exception {
    String host = "\r\nHost: localhost\r\n";
    assertThat(raw("GET /search?q=a HTTP/1.1" + host + fields)).startsWith("HTTP/1.1 403");
    assertThat(raw("POST /search?q=a HTTP/1.1\r\nContent-Length: 0" + host + fields))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void aFormOfAnotherPageIsRefusedInOldBrowsersToo() throws Exception {
    String form = "POST /search?q=a HTTP/1.1\r\nContent-Length: 0\r\nHost: localhost\r\n";
    assertThat(raw(form + "Referer: http://evil.example/a")).startsWith("HTTP/1.1 403");
    assertThat(raw(form + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(form + "Referer: http://localhost/a")).doesNotStartWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: same-origin\r\nOrigin: null", "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document", "Origin: http://localhost",
        "Referer: http://elsewhere.example/page-with-a-link"
      })
  void thePageItselfAndALinkToItAreAnswered(String fields) throws Exception {
    assertThat(raw("GET /collection HTTP/1.1\r\nHost: localhost\r\n" + fields))
        .startsWith("HTTP/1.1 200")
        .contains("Cross-Origin-Resource-Policy: same-origin");
  }

  /** As a client may write it that keeps to no rule. */
  private String raw(String head) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      String request = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
