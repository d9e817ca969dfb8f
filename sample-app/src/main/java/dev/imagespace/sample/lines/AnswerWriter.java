package dev.imagespace.sample.lines;

import dev.imagespace.execution.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers, one a line. For one thread. */
final class AnswerWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;

  AnswerWriter(OutputStream out) {
    this.out = out;
  }

  void write(String id, Outcome<float[]> outcome) throws IOException {
    if (outcome instanceof Outcome.Rejected<float[]> rejected) {
      String message = rejected.reason().getMessage();
      error(id, message == null ? rejected.reason().toString() : message);
    } else {
      vector(id, outcome.orElseThrow());
    }
  }

  void error(String id, String message) throws IOException {
    line(id, json -> json.writeStringProperty("error", message));
  }

  /** The shortest decimals that read back as the same float. */
  private void vector(String id, float[] vector) throws IOException {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        error(id, "the vector is not finite");
        return;
      }
    }
    line(
        id,
        json -> {
          json.writeArrayPropertyStart("vector");
          for (float value : vector) {
            json.writeNumber(value);
          }
          json.writeEndArray();
        });
  }

  private void line(String id, Fields fields) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("id");
      json.writeRawValue(id);
      fields.write(json);
      json.writeEndObject();
    }
    out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  private interface Fields {
    void write(JsonGenerator json);
  }
}
