package dev.imagespace.sample.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagespace.Normalization;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.sample.collection.CollectionChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

  @Test
  void propertiesMayStandAnywhereAndGoToSpring() {
    var line = new CommandLine("--imagespace.model=mini", "embed", "--server.port=1", "--raw");

    assertThat(line.springProperties())
        .containsExactly("--imagespace.model=mini", "--server.port=1");
    assertThat(line.command()).isEqualTo(new EmbedCommand(Normalization.NONE));
  }

  @Test
  void withoutACommandTheServerRuns() {
    assertThat(new CommandLine("--server.port=8081", "--debug").isServer()).isTrue();
  }

  @Test
  void wordsNeedNoQuotes() {
    assertThat(new CommandLine("search", "a", "red", "car", "--limit=3").command())
        .isEqualTo(
            new SearchCommand(SearchQuery.builder().words("a red car").limit(3).build(), null));
  }

  @Test
  void termsAreAddedAndTakenAway() {
    assertThat(new CommandLine("search", "2:dog", "-", "grass").command())
        .isEqualTo(
            new SearchCommand(
                SearchQuery.builder().words("dog", 2).words("grass", -1).build(), null));
  }

  @Test
  void weightsAndCollectionAreRead() {
    assertThat(
            new CommandLine(
                    "search", "x", "--text-weight", "-0.5", "--collection", "index", "--", "--y")
                .command())
        .isEqualTo(
            new SearchCommand(
                SearchQuery.builder().words("x --y", -0.5).build(), CollectionChoice.INDEX));
  }

  @Test
  void modelsAreAskedForByName() {
    assertThat(new CommandLine("model", "show", "owner/name@v1").command())
        .isEqualTo(new ShowModelCommand("owner/name@v1"));
    assertThat(new CommandLine("model", "pull", "clip-ViT-B-32").command())
        .isEqualTo(new PullModelCommand("clip-ViT-B-32"));
    assertThat(new CommandLine("model", "list").command()).isEqualTo(new ListModelsCommand());
    assertThat(new CommandLine("model", "coverage").command()).isEqualTo(new CoverageCommand());
    assertThat(new CommandLine("model", "verify").command())
        .isEqualTo(new VerifyModelsCommand(null));
    assertThat(new CommandLine("model", "verify", "x").command())
        .isEqualTo(new VerifyModelsCommand("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serch x",
        "search",
        "search x --limit 0",
        "search x --limit many",
        "search x --text-weight NaN",
        "search x --text-weight 0",
        "search x --collection mine",
        "search x --wide",
        "search x --limit",
        "index",
        "embed pictures",
        "embed --raw=1",
        "embed --imagespace.model mini",
        "model",
        "model push x",
        "model show",
        "model pull",
        "model pull a b",
        "model list a",
        "model coverage a",
        "model verify a b",
        "model show --all x"
      })
  void whatIsNotUnderstoodIsRefusedBeforeAnythingStarts(String line) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new CommandLine(line.split(" ")).command());
  }
}
