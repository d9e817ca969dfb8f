package dev.imagespace.sample.lines;

import dev.imagespace.ImageData;
import dev.imagespace.execution.Outcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Answers lines of JSON with lines of JSON, in order. Lines that wait are embedded together; a
 * caller that waits for each answer before it sends the next line gets it at once. Blank lines get
 * no answer. One conversation at a time.
 */
public final class EmbeddingLines {
  private final LineEmbedder embedder;

  public EmbeddingLines(LineEmbedder embedder) {
    this.embedder = embedder;
  }

  /** Returns once the input has ended and every line is answered. */
  public void answer(InputStream in, OutputStream out) throws IOException {
    var queue = new LineQueue();
    var reader = new Thread(() -> read(in, queue), "embed-lines");
    reader.setDaemon(true);
    reader.start();
    var buffered = new BufferedOutputStream(out, 1 << 16);
    var writer = new AnswerWriter(buffered);
    try {
      List<InputLine> lines = queue.takeWaiting();
      while (!lines.isEmpty()) {
        answer(lines, writer);
        buffered.flush();
        lines = queue.takeWaiting();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped while waiting for a line");
    } finally {
      reader.interrupt();
    }
  }

  private void answer(List<InputLine> lines, AnswerWriter writer) throws IOException {
    List<ParsedLine> parsed =
        lines.stream().filter(line -> !line.isBlank()).map(LineParser::parse).toList();
    List<ImageData> items = parsed.stream().map(ParsedLine::item).filter(Objects::nonNull).toList();
    Iterator<Outcome<float[]>> outcomes =
        (items.isEmpty() ? List.<Outcome<float[]>>of() : embedder.embed(items)).iterator();
    for (ParsedLine line : parsed) {
      if (line.problem() == null) {
        writer.write(line.id(), outcomes.next());
      } else {
        writer.error(line.id(), line.problem());
      }
    }
  }

  private static void read(InputStream in, LineQueue queue) {
    var reader = new LineReader(in, LineReader.LONGEST);
    try {
      for (InputLine line = reader.next(); line != null; line = reader.next()) {
        queue.put(line);
      }
      queue.end(null);
    } catch (IOException e) {
      queue.end(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
