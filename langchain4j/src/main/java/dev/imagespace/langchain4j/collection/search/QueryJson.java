package dev.imagespace.langchain4j.collection.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagespace.image.ImageSource;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries as programs send them:
 *
 * <pre>{@code
 * {"terms": [{"words": "golden retriever", "weight": 2}, {"picture": "https://…"}, {"item": "sku-7", "weight": -1}],
 *  "filter": {"and": [{"key": "price", "is": "<", "value": 20}, {"key": "brand", "is": "in", "value": ["A", "B"]}]},
 *  "minimumScore": 0.2, "lexical": 1, "offset": 0, "limit": 10}
 * }</pre>
 *
 * A filter is {@code and}, {@code or} (lists), {@code not}, or a comparison: {@code = != < <= > >=
 * in contains}. Files that a picture names are read below the space's allowed directories only.
 * Fields that are not known are refused. Stateless.
 */
public final class QueryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private QueryJson() {}

  /**
   * The query of a text.
   *
   * @throws InvalidQueryException if it is none; the message names the field
   */
  public static SearchQuery parse(String json) {
    try {
      JsonNode query = JSON.readTree(json);
      requireFields(query, Set.of("terms", "filter", "minimumScore", "lexical", "offset", "limit"));
      SearchQuery.Builder builder =
          SearchQuery.builder()
              .minimumScore(query.path("minimumScore").asDouble(-1))
              .lexical(query.path("lexical").asDouble(0))
              .page(query.path("offset").asInt(0), query.path("limit").asInt(10));
      query.path("terms").forEach(term -> builder.term(term(term)));
      return builder.filter(query.has("filter") ? filter(query.get("filter")) : null).build();
    } catch (JsonProcessingException e) {
      throw new InvalidQueryException(
          "The query is no JSON (%s).".formatted(e.getOriginalMessage()));
    }
  }

  private static void requireFields(JsonNode object, Set<String> known) {
    if (!object.isObject()) {
      throw new InvalidQueryException("A query, term or filter must be a JSON object.");
    }
    for (Map.Entry<String, JsonNode> one : object.properties()) {
      if (!known.contains(one.getKey())) {
        throw new InvalidQueryException(
            "There is no '%s' here; there are %s.".formatted(one.getKey(), known));
      }
    }
  }

  private static SearchTerm term(JsonNode term) {
    requireFields(term, Set.of("words", "picture", "item", "weight"));
    double weight = term.path("weight").asDouble(1);
    if (term.has("words")) {
      return new SearchTerm.Words(term.get("words").asText(), weight);
    } else if (term.has("picture")) {
      return new SearchTerm.Picture(ImageSource.parse(term.get("picture").asText()), weight);
    } else if (term.has("item")) {
      return new SearchTerm.Item(term.get("item").asText(), weight);
    }
    throw new InvalidQueryException("A term needs 'words', a 'picture' or an 'item'.");
  }

  private static Filter filter(JsonNode filter) {
    requireFields(filter, Set.of("and", "or", "not", "key", "is", "value"));
    if (filter.has("and")) {
      return filters(filter.get("and")).stream().reduce((a, b) -> a.and(b)).orElseThrow();
    } else if (filter.has("or")) {
      return filters(filter.get("or")).stream().reduce((a, b) -> a.or(b)).orElseThrow();
    } else if (filter.has("not")) {
      return Filter.not(filter(filter.get("not")));
    }
    if (!filter.has("key") || !filter.has("value")) {
      throw new InvalidQueryException("A comparison of the filter needs 'key', 'is' and 'value'.");
    }
    return comparison(
        filter.get("key").asText(), filter.path("is").asText("="), filter.get("value"));
  }

  private static List<Filter> filters(JsonNode all) {
    List<Filter> filters = new ArrayList<>();
    all.forEach(one -> filters.add(filter(one)));
    if (filters.isEmpty()) {
      throw new InvalidQueryException("'and' and 'or' of a filter need a list of filters.");
    }
    return filters;
  }

  private static Filter comparison(String key, String operator, JsonNode value) {
    MetadataFilterBuilder of = MetadataFilterBuilder.metadataKey(key);
    @Nullable String text = value.isTextual() ? value.asText() : null;
    return switch (operator) {
      case "=" -> text != null ? of.isEqualTo(text) : of.isEqualTo(number(value));
      case "!=" -> text != null ? of.isNotEqualTo(text) : of.isNotEqualTo(number(value));
      case "<" -> text != null ? of.isLessThan(text) : of.isLessThan(number(value));
      case "<=" ->
          text != null ? of.isLessThanOrEqualTo(text) : of.isLessThanOrEqualTo(number(value));
      case ">" -> text != null ? of.isGreaterThan(text) : of.isGreaterThan(number(value));
      case ">=" ->
          text != null ? of.isGreaterThanOrEqualTo(text) : of.isGreaterThanOrEqualTo(number(value));
      case "contains" -> of.containsString(value.asText());
      case "in" -> in(of, value);
      default ->
          throw new InvalidQueryException(
              "There is no comparison '%s'; there are = != < <= > >= in contains."
                  .formatted(operator));
    };
  }

  private static Filter in(MetadataFilterBuilder of, JsonNode values) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        throw new InvalidQueryException("'in' of a filter takes a list of texts.");
      }
      texts.add(value.asText());
    }
    if (texts.isEmpty()) {
      throw new InvalidQueryException("'in' of a filter takes a list of texts.");
    }
    return of.isIn(texts);
  }

  private static double number(JsonNode value) {
    if (!value.isNumber()) {
      throw new InvalidQueryException("A value of a filter is neither a text nor a number.");
    }
    return value.asDouble();
  }
}
