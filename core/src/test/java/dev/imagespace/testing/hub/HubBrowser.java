package dev.imagespace.testing.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that follows nothing: each hop is the test's to look at. */
final class HubBrowser {
  private final HttpClient http;
  private final String endpoint;
  private final Duration patience;

  HubBrowser(FakeHub hub) {
    this(hub, HttpClient.newBuilder());
  }

  HubBrowser(FakeHub hub, HttpClient.Builder client) {
    this(
        client.version(HttpClient.Version.HTTP_1_1).build(),
        hub.endpoint(),
        Duration.ofSeconds(10));
  }

  private HubBrowser(HttpClient http, String endpoint, Duration patience) {
    this.http = http;
    this.endpoint = endpoint;
    this.patience = patience;
  }

  HubBrowser within(Duration time) {
    return new HubBrowser(http, endpoint, time);
  }

  /** A path of the hub or a whole URL. */
  HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
    return send(request(url, headers).GET().build());
  }

  HttpResponse<String> head(String url) throws IOException, InterruptedException {
    return send(request(url).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
  }

  /** Status and code of what is refused; an empty token is none. */
  String error(String url, String token) throws IOException, InterruptedException {
    HttpResponse<String> response =
        token.isEmpty() ? get(url) : get(url, "Authorization", "Bearer " + token);
    return response.statusCode()
        + " "
        + response.headers().firstValue("x-error-code").orElse("without a code");
  }

  String location(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElseThrow();
  }

  private HttpRequest.Builder request(String url, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.startsWith("/") ? endpoint + url : url));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    // A request's own time-out ends with the headers of the answer.
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("Nothing within " + patience);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
