package dev.imagespace.onnx;

import dev.imagespace.execution.PrecisionRefusedException;
import dev.imagespace.tensor.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one network in 8 bits, in the first form that keeps its vectors, and decides that once.
 * Thread-safe.
 */
final class Int8Loader implements SessionLoader {
  private static final Logger log = LoggerFactory.getLogger(Int8Loader.class);

  /** Opens the network in a form. */
  interface Opener {
    OnnxSession open(Batch sample, LinearForm form, SessionSettings settings);
  }

  private final Opener opener;
  private final List<LinearForm> forms;
  private final @Nullable Supplier<List<Batch>> calibration;
  private @Nullable LinearForm chosen;
  private @Nullable String refusal;

  /**
   * Nothing is loaded yet.
   *
   * @param forms fastest first
   * @param calibration on which they are compared; null to take the fastest unseen
   */
  Int8Loader(Opener opener, List<LinearForm> forms, @Nullable Supplier<List<Batch>> calibration) {
    this.opener = opener;
    this.forms = forms;
    this.calibration = calibration;
  }

  /**
   * The network in its form.
   *
   * @throws PrecisionRefusedException where none is close enough to float32
   */
  @Override
  public synchronized OnnxSession load(Batch sample, SessionSettings settings) {
    if (refusal != null) {
      throw new PrecisionRefusedException(refusal);
    }
    if (chosen != null) {
      return int8(sample, chosen, settings);
    }
    return calibration == null
        ? unseen(sample, settings)
        : compared(sample, settings, calibration.get());
  }

  /** Rearranging these weights costs no memory: nobody else reads them. */
  private OnnxSession int8(Batch sample, LinearForm form, SessionSettings settings) {
    return opener.open(sample, form, settings.withPrepacking(true));
  }

  private OnnxSession unseen(Batch sample, SessionSettings settings) {
    chosen = forms.get(0);
    log.info("int8: {}, not compared with float32", chosen);
    return int8(sample, chosen, settings);
  }

  private OnnxSession compared(Batch sample, SessionSettings settings, List<Batch> batches) {
    Instant start = Instant.now();
    Int8Check check;
    // Closed before the next is opened: the two together would be twice the memory.
    try (OnnxSession original =
        opener.open(sample, LinearForm.float32(), settings.withPrepacking(false))) {
      check = Int8Check.of(original, batches);
    }
    List<String> figures = new ArrayList<>();
    for (LinearForm form : forms) {
      OnnxSession session = int8(sample, form, settings);
      double cosine = lowestCosine(check, session);
      figures.add(String.format(Locale.ROOT, "%.5f (%s)", cosine, form));
      if (cosine >= Int8Check.LOWEST_COSINE) {
        chosen = form;
        long millis = Duration.between(start, Instant.now()).toMillis();
        log.info("int8: lowest cosine to float32 {}, {} ms", String.join(", ", figures), millis);
        return session;
      }
      session.close();
    }
    refusal =
        "In int8, the lowest cosine of this network's vectors to its own in float32 is %s; the limit is %s. Leave 'imagespace.precision' out, or set 'imagespace.precision-check=false' to take the vectors as they are."
            .formatted(String.join(", ", figures), Int8Check.LOWEST_COSINE);
    throw new PrecisionRefusedException(refusal);
  }

  private static double lowestCosine(Int8Check check, OnnxSession session) {
    try {
      return check.lowestCosine(session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }
}
