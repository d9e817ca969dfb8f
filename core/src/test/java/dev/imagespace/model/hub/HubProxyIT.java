package dev.imagespace.model.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.HubRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told of its proxy by variables. */
@Timeout(120)
class HubProxyIT {

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it sets variables by the command env")
  void nameAndPasswordGoToTheProxyAndNotPastIt(@TempDir Path temporary) throws Exception {
    try (FakeHub hub = FakeHub.start()) {
      hub.repository("owner/st").push(Goldens.model("st-tiny-vit"));
      int port = URI.create(hub.endpoint()).getPort();
      List<String> by =
          List.of("env", "HTTP_PROXY=http://me:s%3Aecret@localhost:" + port, "NO_PROXY=localhost");

      Process process =
          PullProcess.start(
              by,
              "http://hub.test",
              temporary.resolve("cache"),
              "owner/st",
              temporary.resolve("log"));

      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      String sent = "Basic " + Base64.getEncoder().encodeToString("me:s:ecret".getBytes(UTF_8));
      assertThat(hub.requests(request -> !request.toStorage()))
          .isNotEmpty()
          .allMatch(HubRequest::throughProxy)
          .allMatch(r -> r.header("proxy-authorization").equals(Optional.of(sent)));
      assertThat(hub.requests(HubRequest::toStorage))
          .isNotEmpty()
          .noneMatch(r -> r.header("proxy-authorization").isPresent());
    }
  }
}
