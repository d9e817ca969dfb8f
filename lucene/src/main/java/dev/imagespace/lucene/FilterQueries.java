package dev.imagespace.lucene;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Filters as queries of Lucene. Equality and comparisons of numbers are answered by the index; what
 * it cannot answer, such as a part of a text, by {@link Filter#test} on each document.
 */
final class FilterQueries {
  private FilterQueries() {}

  static Query of(Filter filter) {
    if (filter instanceof And and) {
      return bool(List.of(of(and.left()), of(and.right())), Occur.FILTER);
    } else if (filter instanceof Or or) {
      return bool(List.of(of(or.left()), of(or.right())), Occur.SHOULD);
    } else if (filter instanceof Not not) {
      return allBut(of(not.expression()));
    } else if (filter instanceof IsNotEqualTo one) {
      return allBut(of(new IsEqualTo(one.key(), one.comparisonValue())));
    } else if (filter instanceof IsNotIn some) {
      return allBut(in(some.key(), some.comparisonValues()));
    } else if (filter instanceof IsIn some) {
      return in(some.key(), some.comparisonValues());
    }
    return comparison(filter);
  }

  private static Query comparison(Filter filter) {
    if (filter instanceof IsEqualTo one && isText(one.comparisonValue())) {
      String term = MetadataField.term(one.comparisonValue().toString());
      return new ConstantScoreQuery(
          new TermQuery(new Term(MetadataField.ofTexts(one.key()), term)));
    } else if (filter instanceof IsEqualTo one && NumberQueries.takes(one.comparisonValue())) {
      return NumberQueries.equalTo(one.key(), one.comparisonValue());
    } else if (filter instanceof IsGreaterThan one && NumberQueries.takes(one.comparisonValue())) {
      return NumberQueries.above(one.key(), one.comparisonValue(), false);
    } else if (filter instanceof IsGreaterThanOrEqualTo one
        && NumberQueries.takes(one.comparisonValue())) {
      return NumberQueries.above(one.key(), one.comparisonValue(), true);
    } else if (filter instanceof IsLessThan one && NumberQueries.takes(one.comparisonValue())) {
      return NumberQueries.below(one.key(), one.comparisonValue(), false);
    } else if (filter instanceof IsLessThanOrEqualTo one
        && NumberQueries.takes(one.comparisonValue())) {
      return NumberQueries.below(one.key(), one.comparisonValue(), true);
    }
    return new TestedQuery(filter);
  }

  private static boolean isText(Object value) {
    return value instanceof String || value instanceof UUID;
  }

  private static Query in(String key, Collection<?> values) {
    if (values.stream().allMatch(FilterQueries::isText)) {
      return new TermInSetQuery(
          MetadataField.ofTexts(key),
          values.stream()
              .map(value -> new BytesRef(MetadataField.term(value.toString())))
              .toList());
    } else if (values.size() > IndexSearcher.getMaxClauseCount() / 2) {
      return new TestedQuery(new IsIn(key, values));
    }
    return bool(values.stream().map(value -> of(new IsEqualTo(key, value))).toList(), Occur.SHOULD);
  }

  private static Query allBut(Query query) {
    return new BooleanQuery.Builder()
        .add(new MatchAllDocsQuery(), Occur.FILTER)
        .add(query, Occur.MUST_NOT)
        .build();
  }

  private static Query bool(List<Query> queries, Occur occur) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    queries.forEach(query -> all.add(query, occur));
    return all.build();
  }
}
