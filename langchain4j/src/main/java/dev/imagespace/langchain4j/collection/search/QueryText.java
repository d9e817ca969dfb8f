package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.image.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries as people write them: {@code 2:golden retriever + ./pool.jpg - fruit}.
 *
 * <ul>
 *   <li>Terms are joined by {@code +} and {@code -} with spaces around them; a query may begin with
 *       {@code -}, too. What follows a minus counts against.
 *   <li>{@code 2:} or {@code 0.5:} before a term is its weight.
 *   <li>What begins with {@code ./}, {@code ../}, {@code /}, {@code ~/}, a drive letter, or {@code
 *       http:}, {@code https:}, {@code file:} or {@code data:} is a picture.
 *   <li>{@code id:} and the id of an item means the item.
 *   <li>Anything else is words; so is whatever stands in double quotes, as in {@code "3 + 4"}.
 * </ul>
 *
 * Stateless.
 */
public final class QueryText {
  private static final Pattern WEIGHT =
      Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+):(.*)", Pattern.DOTALL);
  private static final Pattern PICTURE =
      Pattern.compile(
          "(\\.{0,2}/|~/|\\.{1,2}\\\\|\\\\\\\\|[a-z]:[/\\\\]|(https?|file|data):).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private QueryText() {}

  /**
   * The terms of a text of a stranger: files that it names are read below the space's allowed
   * directories only.
   *
   * @throws InvalidQueryException if a term is empty
   * @throws dev.imagespace.image.ImageRejectedException if a picture is not what it claims to be
   */
  public static List<SearchTerm> parse(String text) {
    return parse(text, ImageSource::parse);
  }

  /** As {@link #parse}, of a text of the person at the terminal, whose files are read anywhere. */
  public static List<SearchTerm> parseTrusted(String text) {
    return parse(text, ImageSource::parseTrusted);
  }

  private static List<SearchTerm> parse(String text, Function<String, ImageSource> pictures) {
    List<SearchTerm> terms = new ArrayList<>();
    String rest = text.strip();
    int sign = 1;
    if (isOperator(rest, 0)) {
      sign = rest.charAt(0) == '-' ? -1 : 1;
      rest = rest.substring(1);
    }
    while (true) {
      int operator = operatorIn(rest);
      String term = (operator < 0 ? rest : rest.substring(0, operator)).strip();
      terms.add(term(term, sign, pictures));
      if (operator < 0) {
        return List.copyOf(terms);
      }
      sign = rest.charAt(operator + 1) == '-' ? -1 : 1;
      rest = rest.substring(operator + 2);
    }
  }

  /** Where the next operator begins, with the space before it; -1 if there is none. */
  private static int operatorIn(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (!quoted && Character.isWhitespace(text.charAt(i)) && isOperator(text, i + 1)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOperator(String text, int at) {
    return at < text.length()
        && (text.charAt(at) == '+' || text.charAt(at) == '-')
        && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
  }

  private static SearchTerm term(String text, int sign, Function<String, ImageSource> pictures) {
    Matcher weighted = WEIGHT.matcher(text);
    double weight = weighted.matches() ? Double.parseDouble(weighted.group(1)) : 1;
    String what = weighted.matches() ? weighted.group(2).strip() : text;
    if (what.isEmpty()) {
      throw new InvalidQueryException(
          "A term of the query is empty; write what is to be found on both sides of + and -.");
    } else if (what.length() >= 2 && what.startsWith("\"") && what.endsWith("\"")) {
      return new SearchTerm.Words(what.substring(1, what.length() - 1), sign * weight);
    } else if (what.toLowerCase(Locale.ROOT).startsWith("id:")) {
      return new SearchTerm.Item(what.substring(3).strip(), sign * weight);
    } else if (PICTURE.matcher(what).matches()) {
      return new SearchTerm.Picture(pictures.apply(home(what)), sign * weight);
    }
    return new SearchTerm.Words(what, sign * weight);
  }

  private static String home(String what) {
    return what.startsWith("~/") ? System.getProperty("user.home") + what.substring(1) : what;
  }
}
