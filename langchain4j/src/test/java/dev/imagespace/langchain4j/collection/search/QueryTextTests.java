package dev.imagespace.langchain4j.collection.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.search.SearchTerm.Item;
import dev.imagespace.langchain4j.collection.search.SearchTerm.Picture;
import dev.imagespace.langchain4j.collection.search.SearchTerm.Words;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTests {

  @Test
  void wordsPicturesAndWeightsAreSummed() {
    assertThat(QueryText.parseTrusted("2:golden retriever + ./pool.jpg - fruit"))
        .containsExactly(
            new Words("golden retriever", 2),
            new Picture(ImageSource.of(Path.of("./pool.jpg")), 1),
            new Words("fruit", -1));
  }

  @Test
  void aWeightCountsAgainstAfterAMinus() {
    assertThat(QueryText.parse("dog - 0.5:grass")).contains(new Words("grass", -0.5));
    assertThat(QueryText.parse("- .5:grass")).containsExactly(new Words("grass", -0.5));
  }

  @Test
  void signsWithinWordsAreWords() {
    assertThat(QueryText.parse("t-shirt size -2")).containsExactly(new Words("t-shirt size -2", 1));
    assertThat(QueryText.parse("C++ book")).containsExactly(new Words("C++ book", 1));
  }

  @Test
  void whatStandsInQuotesIsWords() {
    assertThat(QueryText.parse("\"3 + 4\" - \"./no-file\" + 2:\"id:7\""))
        .containsExactly(new Words("3 + 4", 1), new Words("./no-file", -1), new Words("id:7", 2));
    assertThat(QueryText.parse("\"2:30 clock\"")).containsExactly(new Words("2:30 clock", 1));
  }

  @Test
  void itemsOfTheCollectionAreNamedByTheirIds() {
    assertThat(QueryText.parse("id:sku-7 - 2:id:sku-8"))
        .containsExactly(new Item("sku-7", 1), new Item("sku-8", -2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/b.png", "../b.png", "./b c.png", "C:\\b.png", "d:/b.png"})
  void pathsArePictures(String path) {
    assertThat(QueryText.parse(path))
        .containsExactly(new Picture(new ImageSource.NamedFile(Path.of(path)), 1));
  }

  @Test
  void addressesArePictures() {
    assertThat(QueryText.parse("2:https://example.org/b.png"))
        .containsExactly(
            new Picture(new ImageSource.Uri(URI.create("https://example.org/b.png")), 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "dog +", "+ ", "dog + - cat", "2:", "\"\""})
  void anEmptyTermIsRefused(String text) {
    assertThatThrownBy(() -> QueryText.parse(text)).isInstanceOf(InvalidQueryException.class);
  }
}
