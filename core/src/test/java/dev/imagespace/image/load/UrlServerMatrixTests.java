package dev.imagespace.image.load;

import static dev.imagespace.image.load.RawServer.drip;
import static dev.imagespace.image.load.RawServer.picture;
import static dev.imagespace.image.load.RawServer.text;
import static dev.imagespace.image.load.UrlFixture.PICTURE;
import static dev.imagespace.image.load.UrlFixture.PICTURE_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.load.RawServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are allowed, and mean harm. */
class UrlServerMatrixTests {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String MUCH = "x".repeat(10_000);

  static Stream<Arguments> slow() {
    return Stream.of(
        row("no answer", drip("", "", 100), "read-timeout"),
        row("no body", drip(OK + "Content-Length: 69\r\n\r\n", "", 100), "read-timeout"),
        row("slow status line", drip("HTTP/1.1 200 ", "O", 100), "total-timeout"),
        row("slow headers", drip(OK, "A: b\r\n", 100), "total-timeout"),
        row("slow body", drip(OK + "\r\n" + PICTURE_TEXT, "x", 100), "total-timeout"),
        row("slow chunks", drip(CHUNKED, "1\r\nx\r\n", 100), "total-timeout"),
        row("slow size of a chunk", drip(CHUNKED, "0", 100), "total-timeout"));
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        row("headers", drip(OK, "A: b\r\n", 0), "endless headers"),
        row("one header", drip(OK + "A: ", MUCH, 0), "endless headers"),
        row("status line", drip("HTTP/1.1 200 ", MUCH, 0), "endless headers"),
        row("interim answers", drip("", "HTTP/1.1 103 Hi\r\n\r\n", 0), "endless headers"),
        row("body", drip(OK + "\r\n" + PICTURE_TEXT, MUCH, 0), "max-bytes"),
        row("chunks", drip(CHUNKED + chunk(PICTURE_TEXT), chunk(MUCH), 0), "max-bytes"),
        row("extension of a chunk", drip(CHUNKED + "1;", MUCH, 0), "endless headers"),
        row("promise", text(OK + "Content-Length: 100001\r\n\r\n"), "max-bytes"),
        row("length", text(OK + "Content-Length: 999999999999999999\r\n\r\n"), "max-bytes"));
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        row("length too long", answer("Content-Length: 70"), "ends early"),
        row("length too short", answer("Content-Length: 44"), "truncated"),
        row("negative length", answer("Content-Length: -1"), "the server's answer has"),
        row("length in words", answer("Content-Length: 6 9"), "the server's answer has"),
        row(
            "two lengths",
            answer("Content-Length: 69\r\nContent-Length: 68"),
            "the server's answer has"),
        row(
            "length and chunks",
            answer("Content-Length: 69\r\nTransfer-Encoding: chunked"),
            "the server's answer has"),
        row("two encodings", answer("Transfer-Encoding: gzip, chunked"), "the server's answer has"),
        row("compressed", answer("Content-Encoding: gzip"), "content encoding"),
        row("folded header", answer("A: b\r\n c"), "the server's answer has"),
        row("header with a space", answer("Content-Length : 69"), "the server's answer has"),
        row("control character", answer("A: b\u0000c"), "the server's answer has"),
        row("size of a chunk", text(CHUNKED + "g\r\n"), "the server's answer has"),
        row("negative chunk", text(CHUNKED + "-1\r\nx"), "the server's answer has"),
        row(
            "overflowing chunk",
            text(CHUNKED + "ffffffffffffffffff\r\nx"),
            "the server's answer has"),
        row(
            "chunk too short",
            text(CHUNKED + "44\r\n" + PICTURE_TEXT + "\r\n0\r\n"),
            "the server's answer has"),
        row("chunk too long", text(CHUNKED + "46\r\n" + PICTURE_TEXT), "ends early"),
        row("chunks without an end", text(CHUNKED + chunk(PICTURE_TEXT)), "ends early"),
        row("another protocol", text("SSH-2.0-OpenSSH_9.2\r\n"), "the server's answer has"),
        row("HTTP/0.9", text(PICTURE_TEXT), ""),
        row("HTTP/2", text("HTTP/2 200 OK\r\n\r\n" + PICTURE_TEXT), "the server's answer has"),
        row("hangs up", text(""), "ends early"),
        row("hangs up in the headers", text(OK + "A: b"), "ends early"));
  }

  static Stream<Arguments> noPictures() {
    return Stream.of(
        row("HTML with 200", typed("<html><img src='a.png'></html>"), "not answer with a picture"),
        row("SVG", typed("<svg xmlns='http://www.w3.org/2000/svg'/>"), "not answer with a picture"),
        row("JSON", typed("{\"AccessKeyId\": \"secret\"}"), "not answer with a picture"),
        row("nothing", typed(""), "not answer with a picture"),
        row("signature alone", typed("\u0089PNG"), "not answer with a picture"),
        row("404", status("404 Not Found"), "status 404"),
        row("206", status("206 Partial Content"), "status 206"),
        row("304", status("304 Not Modified"), "status 304"),
        row("500", status("500 Oops"), "status 500"));
  }

  static Stream<Arguments> redirects() {
    return Stream.of(
        row("nowhere", status("302 Found"), ""),
        row("to a loop", redirect("/again"), "more than 3 times"),
        row("to itself", redirect(""), "more than 3 times"),
        row("to another address", redirect("http://127.0.0.2:PORT/"), "not public"),
        row("to a private address", redirect("http://10.0.0.1:PORT/"), "not public"),
        row("to IPv6", redirect("http://[::1]:PORT/"), "not public"),
        row("to mapped IPv6", redirect("http://[::ffff:10.0.0.1]:PORT/"), "not public"),
        row("to metadata", redirect("http://169.254.169.254:PORT/"), "not public"),
        row("to a private name", redirect("http://private.test:PORT/"), "not public"),
        row("to a decimal", redirect("http://2130706434:PORT/"), "usual notation"),
        row("with credentials", redirect("http://me:secret@pictures.test:PORT/"), "password"),
        row("to another port", redirect("http://pictures.test:22/"), "allowed-ports"),
        row("without a scheme", redirect("//private.test:PORT/"), "not public"),
        row("to a file", redirect("file:///etc/passwd"), "not an http"),
        row("to data", redirect("data:image/png;base64,AAAA"), "not an http"),
        row("to FTP", redirect("ftp://pictures.test/a.png"), "not an http"),
        row("to no URL", redirect("http://a b/"), "no URL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slow")
  void isGivenUpInTime(String name, Answer answer, String reason) throws IOException {
    assertRefused(UrlFixture.policy(), answer, reason);
  }

  /** For what it is, on a busy machine too: the time that it may take is not what is tested. */
  @ParameterizedTest(name = "{0}")
  @MethodSource({"endless", "lies", "noPictures", "redirects"})
  void isRefusedForItsReason(String name, Answer answer, String reason) throws IOException {
    Duration ample = Duration.ofSeconds(20);
    assertRefused(UrlFixture.policy().readTimeout(ample).totalTimeout(ample), answer, reason);
  }

  private static void assertRefused(UrlPolicy.Builder policy, Answer answer, String reason)
      throws IOException {
    try (RawServer server = new RawServer(answer);
        ImageLoader loader =
            UrlFixture.loader(policy.allowedPorts(Set.of(server.port(), 80)).build())) {
      ImageSource source = url(server, "/a.png?token=secret");
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () ->
              assertThatThrownBy(() -> loader.load(source))
                  .isInstanceOf(ImageRejectedException.class)
                  .hasMessageStartingWith("http://pictures.test:" + server.port() + "/a.png")
                  .hasMessageContaining(reason)
                  .hasMessageNotContaining("secret"));
      assertThat(server.connections()).isBetween(1, 4);
    }
  }

  @Test
  void aPictureIsKnownByItsBytesWhateverTheHeaderSays() throws IOException {
    Answer[] answers = {
      picture(PICTURE),
      answer("Content-Type: text/html\r\nContent-Length: 69"),
      text(OK + "\r\n" + PICTURE_TEXT),
      text("HTTP/1.0 200\n\n" + PICTURE_TEXT),
      text("HTTP/1.1 103 Early\r\nA: b\r\n\r\n" + OK + "\r\n" + PICTURE_TEXT),
      text(
          CHUNKED
              + chunk(PICTURE_TEXT.substring(0, 5))
              + chunk(PICTURE_TEXT.substring(5))
              + "0\r\n")
    };
    for (Answer answer : answers) {
      try (RawServer server = new RawServer(answer);
          ImageLoader loader = UrlFixture.loader(UrlFixture.policy(server.port()).build())) {
        assertThat(loader.load(url(server, "/")).width()).isEqualTo(1);
      }
    }
  }

  @Test
  void threeRedirectsAreFollowedWithoutCookiesOrCredentials() throws IOException {
    try (RawServer last = new RawServer(picture(PICTURE));
        RawServer third =
            new RawServer(redirect("http://other.test:" + last.port() + "/d?e=%20#f"));
        RawServer second = new RawServer(redirect("http://pictures.test:" + third.port() + "/c"));
        RawServer first = new RawServer(redirect("//other.test:" + second.port() + "/b"));
        ImageLoader loader =
            UrlFixture.loader(
                UrlFixture.policy(first.port(), second.port(), third.port(), last.port())
                    .build())) {
      assertThat(loader.load(url(first, "/\u00fc?q")).width()).isEqualTo(1);
      assertThat(first.requests().get(0)).startsWith("GET /%C3%BC?q HTTP/1.1\r\n");
      assertThat(last.requests().get(0))
          .startsWith("GET /d?e=%20 HTTP/1.1\r\nHost: other.test:" + last.port() + "\r\n")
          .contains("Accept-Encoding: identity")
          .doesNotContainIgnoringCase("cookie:")
          .doesNotContainIgnoringCase("referer:")
          .doesNotContainIgnoringCase("authorization:");
    }
  }

  private static ImageSource url(RawServer server, String path) {
    return ImageSource.parse("http://pictures.test:" + server.port() + path);
  }

  private static Arguments row(String name, Answer answer, String reason) {
    return arguments(name, answer, reason);
  }

  private static Answer answer(String headers) {
    return text(OK + headers + "\r\n\r\n" + PICTURE_TEXT);
  }

  private static Answer typed(String body) {
    return text(OK + "Content-Type: image/png\r\n\r\n" + body);
  }

  private static Answer status(String status) {
    return text("HTTP/1.1 " + status + "\r\n\r\n" + PICTURE_TEXT);
  }

  /** PORT stands for the one port that is allowed: 80 here, where nobody listens. */
  private static Answer redirect(String location) {
    return text(
        "HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: "
            + location.replace(":PORT", "")
            + "\r\n\r\n");
  }

  private static String chunk(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
  }
}
