package dev.imagespace.langchain4j.collection.pgvector;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a condition of SQL. Keys and values are parameters, all of them: no text of a filter
 * becomes SQL.
 *
 * @param sql with a question mark for each parameter
 * @param parameters texts and decimals
 */
record SqlCondition(String sql, List<Object> parameters) {
  static final SqlCondition NONE = new SqlCondition("", List.of());

  static SqlCondition of(@Nullable Filter filter, String table) {
    return filter == null ? NONE : new Translation(table).condition(filter);
  }

  /** For one table. */
  private record Translation(String table) {

    SqlCondition condition(Filter filter) {
      if (filter instanceof And and) {
        return joined(condition(and.left()), "AND", condition(and.right()));
      } else if (filter instanceof Or or) {
        return joined(condition(or.left()), "OR", condition(or.right()));
      } else if (filter instanceof Not not) {
        return not(condition(not.expression()));
      } else if (filter instanceof IsNotEqualTo one) {
        return not(compared(one.key(), "=", one.comparisonValue()));
      } else if (filter instanceof IsNotIn some) {
        return not(in(some.key(), some.comparisonValues()));
      } else if (filter instanceof IsIn some) {
        return in(some.key(), some.comparisonValues());
      }
      return comparison(filter);
    }

    private SqlCondition comparison(Filter filter) {
      if (filter instanceof IsEqualTo one) {
        return compared(one.key(), "=", one.comparisonValue());
      } else if (filter instanceof IsGreaterThan one) {
        return compared(one.key(), ">", one.comparisonValue());
      } else if (filter instanceof IsGreaterThanOrEqualTo one) {
        return compared(one.key(), ">=", one.comparisonValue());
      } else if (filter instanceof IsLessThan one) {
        return compared(one.key(), "<", one.comparisonValue());
      } else if (filter instanceof IsLessThanOrEqualTo one) {
        return compared(one.key(), "<=", one.comparisonValue());
      } else if (filter instanceof ContainsString one) {
        return exists("position(? IN m.text_value) > 0", one.key(), one.comparisonValue());
      }
      throw new UnsupportedFeatureException(
          "The store takes LangChain4j's own filters; got %s.".formatted(filter.getClass()));
    }

    private SqlCondition compared(String key, String operator, Object value) {
      if (value instanceof Number) {
        return exists("m.number_value " + operator + " ?", key, new BigDecimal(value.toString()));
      }
      String text = value.toString();
      return operator.equals("=")
          // The index has the beginning alone: long texts are none for an index.
          ? exists("left(m.text_value, 200) = left(?, 200) AND m.text_value = ?", key, text, text)
          : exists("m.text_value COLLATE \"C\" " + operator + " ?", key, text);
    }

    private SqlCondition in(String key, Collection<?> values) {
      List<Object> parameters = new ArrayList<>();
      List<String> each = new ArrayList<>();
      for (Object value : values) {
        SqlCondition one = compared(key, "=", value);
        each.add(one.sql);
        parameters.addAll(one.parameters);
      }
      return each.isEmpty()
          ? new SqlCondition("FALSE", List.of())
          : new SqlCondition("(" + String.join(" OR ", each) + ")", parameters);
    }

    private SqlCondition exists(String comparison, Object... keyAndValues) {
      return new SqlCondition(
          "EXISTS (SELECT 1 FROM %1$s_metadata m WHERE m.id = %1$s.id AND m.name = ? AND "
                  .formatted(table)
              + comparison
              + ")",
          List.of(keyAndValues));
    }

    private static SqlCondition not(SqlCondition one) {
      return new SqlCondition("NOT (" + one.sql + ")", one.parameters);
    }

    private static SqlCondition joined(SqlCondition left, String how, SqlCondition right) {
      return new SqlCondition(
          "(" + left.sql + " " + how + " " + right.sql + ")",
          Stream.concat(left.parameters.stream(), right.parameters.stream()).toList());
    }
  }
}
