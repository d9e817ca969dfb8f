package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol; see {@link FaultTests} for what goes wrong. */
class FakeHubTests {
  private static final byte[] WEIGHTS = "0123456789".getBytes(UTF_8);
  private static final String WEIGHTS_SHA256 =
      "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
  private static final byte[] CONFIG = "{}\n".getBytes(UTF_8);
  private static final String CONFIG_OID = "0967ef424bce6791893e9a57bb952f80fd536e93";

  private final FakeHub hub = FakeHub.start();
  private final HubBrowser browser = new HubBrowser(hub);
  private FakeRepository repository;
  private String commit;

  @BeforeEach
  void pushFiles() {
    repository = hub.repository("acme/tiny");
    commit =
        repository.push(
            "main",
            Map.of(
                "config.json", CONFIG,
                "model.safetensors", WEIGHTS,
                "README.md", "---\nlicense: mit\n---\nlicense: none\n".getBytes(UTF_8)));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void branchTagAndCommitNameOneCommit() throws Exception {
    repository.tag("release/v1", commit);

    for (String route :
        List.of("", "/revision/main", "/revision/release%2Fv1", "/revision/" + commit)) {
      assertThat(info(route).get("sha").getAsString()).isEqualTo(commit);
    }
  }

  @Test
  void modelHasItsCardsLicenceAndItsFiles() throws Exception {
    JsonObject info = info("/revision/main");

    assertThat(info.getAsJsonObject("cardData").get("license").getAsString()).isEqualTo("mit");
    assertThat(info.get("gated").getAsBoolean()).isFalse();
    assertThat(info.getAsJsonArray("siblings"))
        .map(sibling -> sibling.getAsJsonObject().get("rfilename").getAsString())
        .containsExactly("README.md", "config.json", "model.safetensors");
  }

  @Test
  void sizesAndHashesAreToldWhenTheyAreAskedFor() throws Exception {
    JsonArray siblings = info("/revision/main?blobs=true").getAsJsonArray("siblings");

    JsonObject config = siblings.get(1).getAsJsonObject();
    assertThat(config.get("blobId").getAsString()).isEqualTo(CONFIG_OID);
    assertThat(config.has("lfs")).isFalse();
    JsonObject weights = siblings.get(2).getAsJsonObject();
    assertThat(weights.get("size").getAsInt()).isEqualTo(10);
    assertThat(weights.getAsJsonObject("lfs").get("sha256").getAsString())
        .isEqualTo(WEIGHTS_SHA256);
  }

  @Test
  void largeFileIsRedirectedToTheStorageWithItsFacts() throws Exception {
    var hop = browser.head("/acme/tiny/resolve/main/model.safetensors");

    assertThat(hop.statusCode()).isEqualTo(302);
    assertThat(hop.headers().map())
        .containsEntry("x-repo-commit", List.of(commit))
        .containsEntry("x-linked-etag", List.of("\"" + WEIGHTS_SHA256 + "\""))
        .containsEntry("x-linked-size", List.of("10"));
    assertThat(browser.location(hop)).startsWith(hub.storageEndpoint());
    assertThat(browser.get(browser.location(hop)).body()).isEqualTo("0123456789");
  }

  @Test
  void smallFileStaysOnTheHub() throws Exception {
    var hop = browser.head("/acme/tiny/resolve/main/config.json");

    assertThat(hop.statusCode()).isEqualTo(307);
    assertThat(browser.location(hop)).startsWith("/api/resolve-cache/models/acme/tiny/" + commit);
    var file = browser.get(browser.location(hop));
    assertThat(file.body()).isEqualTo("{}\n");
    assertThat(file.headers().firstValue("etag")).hasValue("\"" + CONFIG_OID + "\"");
  }

  @Test
  void storageServesRanges() throws Exception {
    String url = browser.location(browser.head("/acme/tiny/resolve/main/model.safetensors"));

    var middle = browser.get(url, "Range", "bytes=3-5");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("345");
    assertThat(middle.headers().firstValue("content-range")).hasValue("bytes 3-5/10");
    assertThat(browser.get(url, "Range", "bytes=8-").body()).isEqualTo("89");
    assertThat(browser.get(url, "Range", "bytes=-1").body()).isEqualTo("9");
    assertThat(browser.get(url, "Range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void storageRefusesTokens() throws Exception {
    String url = browser.location(browser.head("/acme/tiny/resolve/main/model.safetensors"));

    assertThat(browser.get(url, "Authorization", "Bearer hf_x").statusCode()).isEqualTo(400);
  }

  @Test
  void renamedRepositoryLeadsToItsNewName() throws Exception {
    hub.rename("acme/tiny", "acme/small");

    assertThat(browser.location(browser.head("/acme/tiny/resolve/main/config.json")))
        .isEqualTo("/acme/small/resolve/main/config.json");
    assertThat(browser.location(browser.get("/api/models/acme/tiny/revision/main")))
        .isEqualTo("/api/models/acme/small/revision/main");
  }

  @Test
  void whatIsMissingHasItsCode() throws Exception {
    assertThat(browser.error("/acme/tiny/resolve/v9/config.json", ""))
        .isEqualTo("404 RevisionNotFound");
    assertThat(browser.error("/acme/tiny/resolve/main/x.json", "")).isEqualTo("404 EntryNotFound");
    assertThat(browser.error("/api/models/acme/none", "hf_any")).isEqualTo("404 RepoNotFound");
    assertThat(browser.error("/api/models/acme/none", "")).isEqualTo("401 RepoNotFound");
    assertThat(browser.error("/api/models/acme/tiny", "oops")).isEqualTo("401 Unauthorized");
  }

  @Test
  void gatedRepositoryShowsItsListToAllAndItsFilesToReaders() throws Exception {
    repository.gate("hf_reader");
    String file = "/acme/tiny/resolve/main/config.json";

    assertThat(info("/revision/main").get("gated").getAsString()).isEqualTo("manual");
    assertThat(browser.error(file, "")).isEqualTo("401 GatedRepo");
    assertThat(browser.error(file, "hf_other")).isEqualTo("403 GatedRepo");
    assertThat(browser.get(file, "Authorization", "Bearer hf_reader").statusCode()).isEqualTo(307);
  }

  @Test
  void privateRepositoryIsMissingForOthers() throws Exception {
    repository.hide("hf_reader");

    assertThat(browser.error("/api/models/acme/tiny", "hf_other")).isEqualTo("404 RepoNotFound");
    assertThat(
            browser.get("/api/models/acme/tiny", "Authorization", "Bearer hf_reader").statusCode())
        .isEqualTo(200);
  }

  @Test
  void requestsAreKept() throws Exception {
    browser.get("/api/models/acme/tiny", "Authorization", "Bearer hf_x");
    browser.get(
        browser.location(browser.head("/acme/tiny/resolve/main/model.safetensors")),
        "Range",
        "bytes=0-3");

    assertThat(hub.requests(HubRequest::isApi))
        .singleElement()
        .satisfies(request -> assertThat(request.token()).hasValue("hf_x"));
    assertThat(hub.requests(HubRequest::toStorage))
        .singleElement()
        .satisfies(request -> assertThat(request.range()).hasValue("bytes=0-3"));
    assertThat(hub.bytesSent(request -> request.isFor("model.safetensors") && request.toStorage()))
        .isEqualTo(4);
  }

  private JsonObject info(String route) throws Exception {
    return JsonParser.parseString(browser.get("/api/models/acme/tiny" + route).body())
        .getAsJsonObject();
  }
}
