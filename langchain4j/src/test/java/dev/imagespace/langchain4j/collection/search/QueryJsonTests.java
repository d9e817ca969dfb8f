package dev.imagespace.langchain4j.collection.search;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.store.embedding.filter.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryJsonTests {

  @Test
  void termsFilterAndPageAreRead() {
    SearchQuery query =
        QueryJson.parse(
            """
            {"terms": [{"words": "dog", "weight": 2}, {"item": "sku-7", "weight": -1}],
             "filter": {"and": [{"key": "price", "is": "<", "value": 20},
                                {"not": {"key": "brand", "is": "in", "value": ["A", "B"]}}]},
             "minimumScore": 0.2, "lexical": 1, "offset": 5, "limit": 20}
            """);
    assertThat(query)
        .isEqualTo(
            SearchQuery.builder()
                .words("dog", 2)
                .item("sku-7", -1)
                .filter(
                    metadataKey("price")
                        .isLessThan(20.0)
                        .and(Filter.not(metadataKey("brand").isIn("A", "B"))))
                .minimumScore(0.2)
                .lexical(1)
                .page(5, 20)
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "[]",
        "{\"term\":[]}",
        "{\"terms\":[{}]}",
        "{\"terms\":[{\"word\":\"x\"}]}",
        "{\"filter\":{\"key\":\"a\"}}",
        "{\"filter\":{\"key\":\"a\",\"is\":\"~\",\"value\":1}}",
        "{\"filter\":{\"and\":[]}}",
        "{\"limit\":0}"
      })
  void whatIsNotUnderstoodIsRefused(String json) {
    assertThatThrownBy(() -> QueryJson.parse(json)).isInstanceOf(InvalidQueryException.class);
  }
}
