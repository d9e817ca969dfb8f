package dev.imagespace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as a web server: what the page asks it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "imagespace.sample.data-dir=target/search-page")
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

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
