package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ModelStore;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of a process to its first vector, DJL's engine and tokenizer included, where every
 * socket that Java asks for is refused and counted.
 */
@Timeout(120)
class SocketlessStartIT {
  private static final String NAME = "owner/tiny";

  private final FakeHub hub = FakeHub.start();
  private final Path cache;
  private String commit = "";

  SocketlessStartIT(@TempDir Path temporary) {
    cache = temporary;
  }

  @BeforeEach
  void fillTheCache() throws IOException {
    commit = hub.repository(NAME).push(Goldens.model("st-tiny-vit"));
    HubSettings settings = HubSettings.fromEnvironment().withEndpoint(URI.create(hub.endpoint()));
    new ModelStore(cache, settings, download -> {}).pull(NAME, ModelHandler.SENTENCE_TRANSFORMERS);
    hub.forgetRequests();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void offlineAsksForNoSocket() throws Exception {
    assertThat(start(List.of(), NAME, "offline"))
        .contains("40 numbers after ")
        .contains(" 0 sockets")
        .doesNotContain("] WARN ");
  }

  @Test
  void aPinnedModelThatIsWholeAsksForNoSocketEither() throws Exception {
    assertThat(start(List.of(), NAME + "@" + commit, "online"))
        .contains("40 numbers after ")
        .contains(" 0 sockets")
        .doesNotContain("] WARN ");
  }

  @Test
  void aBranchAsksForOneWhichIsSeen() throws Exception {
    assertThat(start(List.of(), NAME, "online"))
        .contains("No sockets here")
        .contains("at dev.imagespace.model.hub.HubRequests.");
  }

  @Test
  void withItsOwnDefaultsDjlAsksForOneWhichIsSeen() throws Exception {
    assertThat(start(List.of("-Dimagespace.djl.downloads=true"), NAME, "offline"))
        .contains("No sockets here")
        .contains("at ai.djl.util.Ec2Utils.callHome");
  }

  private String start(List<String> options, String model, String mode) throws Exception {
    String output =
        StartProcess.run(options, "forbidden", hub.endpoint(), cache.toString(), model, mode);
    assertThat(hub.requests()).isEmpty();
    return output;
  }
}
