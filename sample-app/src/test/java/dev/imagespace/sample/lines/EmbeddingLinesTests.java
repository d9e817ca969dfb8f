package dev.imagespace.sample.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageData;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingLinesTests {
  private final List<Integer> batches = new ArrayList<>();

  @Test
  void answersComeInTheOrderOfTheLinesAndABadLineCostsItself() throws IOException {
    assertThat(answers("{\"id\":1,\"text\":\"ab\"}\nnonsense\n{\"id\":3,\"text\":\"abc\"}\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"id\":1,\"vector\":[2.0,0.1]}"),
            second -> assertThat(second).startsWith("{\"id\":null,\"error\":\"not valid JSON"),
            third -> assertThat(third).isEqualTo("{\"id\":3,\"vector\":[3.0,0.1]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"a \\\"b\\u00e9\"",
        "1.0",
        "-0",
        "1E400",
        "12345678901234567890123",
        "{\"a\": [1, {}]}",
        "[ 1 ]"
      })
  void anIdComesBackLetterByLetter(String id) throws IOException {
    assertThat(answers("{\"id\" : " + id + " , \"text\":\"a\"}"))
        .containsExactly("{\"id\":" + id + ",\"vector\":[1.0,0.1]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":5,\"id\":9}",
        "{\"text\":\"a\",\"image\":[],\"id\":9}",
        "{\"id\":9,\"words\":\"a\"}",
        "{\"id\":9,\"text\":\"\\ud800\"}",
        "{\"id\":9,\"text\":\"a\"} trailing",
        "{\"id\":9,\"text\":\"a\"",
        "{\"id\":9,\"text\":\"a\",\"text\":\"b\"}",
        "{\"id\":9,\"image\":\" \"}"
      })
  void whatIsWrongIsAnsweredUnderItsId(String line) throws IOException {
    assertThat(answers(line)).singleElement().asString().startsWith("{\"id\":9,\"error\":\"");
  }

  /** Whoever mistakes the field, or sends a picture bare, is not sent all of it back. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s", "{\"%s\":1}", "{\"%s\":1,\"%1$s\":1}", "{\"image\":%s}"})
  void noMessageRepeatsAPicture(String line) throws IOException {
    String base64 = "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAJCAIAAABv85FH".repeat(50);
    assertThat(answers(String.format(Locale.ROOT, line, base64)))
        .singleElement()
        .satisfies(answer -> assertThat(answer).contains("\"error\":").hasSizeLessThan(300));
  }

  @Test
  void aFileIsReadForWhoeverNamesItOnStandardInput() {
    byte[] line = "{\"image\":\"file:///pictures/a.png\"}".getBytes(UTF_8);
    assertThat(LineParser.parse(new InputLine(line, false)).item())
        .isEqualTo(ImageData.of(ImageSource.of(Path.of("/pictures/a.png"))));
  }

  @Test
  void anIdThatMayHaveBeenCutOffIsNotEchoed() throws IOException {
    assertThat(answers("{\"id\":12")).singleElement().asString().startsWith("{\"id\":null,");
  }

  @Test
  void aRejectedItemIsAnsweredWithItsReason() throws IOException {
    assertThat(answers("{\"id\":9,\"text\":\"\"}"))
        .containsExactly("{\"id\":9,\"error\":\"nothing to embed\"}");
  }

  @Test
  void blankLinesAndAByteOrderMarkCostNothing() throws IOException {
    assertThat(answers("\uFEFF{\"text\":\"é\"}\r\n\n  \r\n{\"text\":\"b\"}")).hasSize(2);
  }

  @Test
  void bytesThatAreNotUtf8CostTheirLine() throws IOException {
    byte[] bytes = "{\"text\":\"?\"}\n{\"text\":\"a\"}\n".getBytes(UTF_8);
    bytes[9] = (byte) 0xE9;

    assertThat(answers(bytes))
        .containsExactly(
            "{\"id\":null,\"error\":\"the line is not UTF-8\"}",
            "{\"id\":null,\"vector\":[1.0,0.1]}");
  }

  @Test
  void anAnswerDoesNotWaitForTheNextLine() throws Exception {
    var questions = new PipedOutputStream();
    var answers = new PipedInputStream();
    var in = new PipedInputStream(questions);
    var out = new PipedOutputStream(answers);
    var conversation = new Thread(() -> converse(in, out));
    conversation.start();
    var reader = new BufferedReader(new InputStreamReader(answers, UTF_8));
    for (String id : List.of("1", "2", "3")) {
      questions.write(("{\"id\":" + id + ",\"text\":\"a\"}\n").getBytes(UTF_8));
      questions.flush();
      assertThat(reader.readLine()).startsWith("{\"id\":" + id + ",");
    }
    questions.close();
    conversation.join();
  }

  @Test
  void linesThatWaitAreEmbeddedTogether() throws IOException {
    assertThat(answers("{\"text\":\"a\"}\n".repeat(1000))).hasSize(1000);

    assertThat(batches).allMatch(size -> size <= 32).hasSizeLessThan(1000);
  }

  @Test
  void anEndlessLineIsCutAndTheNextIsRead() throws IOException {
    var reader = new LineReader(new ByteArrayInputStream("123456789\n12\n".getBytes(UTF_8)), 4);

    assertThat(reader.next()).isNotNull().matches(InputLine::tooLong);
    assertThat(reader.next()).isNotNull().matches(line -> !line.tooLong());
    assertThat(reader.next()).isNull();
  }

  private List<String> answers(String lines) throws IOException {
    return answers(lines.getBytes(UTF_8));
  }

  private List<String> answers(byte[] lines) throws IOException {
    var out = new ByteArrayOutputStream();
    new EmbeddingLines(this::embed).answer(new ByteArrayInputStream(lines), out);
    return out.toString(UTF_8).lines().toList();
  }

  private void converse(PipedInputStream in, PipedOutputStream out) {
    try {
      new EmbeddingLines(this::embed).answer(in, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The length of the text stands for its vector. */
  private List<Outcome<float[]>> embed(List<ImageData> items) {
    batches.add(items.size());
    return items.stream().map(EmbeddingLinesTests::embed).toList();
  }

  private static Outcome<float[]> embed(ImageData item) {
    String text = item.description();
    return text == null || text.isEmpty()
        ? new Outcome.Rejected<>(new IllegalStateException("nothing to embed"))
        : new Outcome.Success<>(new float[] {text.length(), 0.1f});
  }
}
