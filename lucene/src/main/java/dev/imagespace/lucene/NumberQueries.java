package dev.imagespace.lucene;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/**
 * Comparisons of numbers of any type, as LangChain4j makes them: by their decimal digits, so that
 * neither a long loses its last digits nor a float gains some. Whole numbers and decimals are
 * fields of their own, each asked in its own type.
 */
final class NumberQueries {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private NumberQueries() {}

  /** Finite numbers: others have no decimal digits. */
  static boolean takes(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  static Query equalTo(String key, Object value) {
    BigDecimal number = number(value);
    return either(
        integers(
            key, number.setScale(0, RoundingMode.CEILING), number.setScale(0, RoundingMode.FLOOR)),
        DoublePoint.newRangeQuery(
            MetadataField.ofDecimals(key), least(number, true), most(number, true)));
  }

  static Query above(String key, Object value, boolean inclusive) {
    BigDecimal number = number(value);
    BigDecimal low =
        inclusive
            ? number.setScale(0, RoundingMode.CEILING)
            : number.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
    return either(
        integers(key, low, MOST),
        DoublePoint.newRangeQuery(
            MetadataField.ofDecimals(key), least(number, inclusive), Double.POSITIVE_INFINITY));
  }

  static Query below(String key, Object value, boolean inclusive) {
    BigDecimal number = number(value);
    BigDecimal high =
        inclusive
            ? number.setScale(0, RoundingMode.FLOOR)
            : number.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
    return either(
        integers(key, LEAST, high),
        DoublePoint.newRangeQuery(
            MetadataField.ofDecimals(key), Double.NEGATIVE_INFINITY, most(number, inclusive)));
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString());
  }

  private static Query either(Query integers, Query decimals) {
    return new BooleanQuery.Builder()
        .add(integers, Occur.SHOULD)
        .add(decimals, Occur.SHOULD)
        .build();
  }

  private static Query integers(String key, BigDecimal low, BigDecimal high) {
    BigDecimal from = low.max(LEAST);
    BigDecimal to = high.min(MOST);
    return from.compareTo(to) > 0
        ? new MatchNoDocsQuery("no whole number is between")
        : LongPoint.newRangeQuery(
            MetadataField.ofIntegers(key), from.longValueExact(), to.longValueExact());
  }

  /** The smallest double that is above the number, or equal to it where that counts. */
  private static double least(BigDecimal number, boolean inclusive) {
    double near = number.doubleValue();
    int compared = number(near).compareTo(number);
    return compared > 0 || (compared == 0 && inclusive) ? near : Math.nextUp(near);
  }

  private static double most(BigDecimal number, boolean inclusive) {
    double near = number.doubleValue();
    int compared = number(near).compareTo(number);
    return compared < 0 || (compared == 0 && inclusive) ? near : Math.nextDown(near);
  }
}
