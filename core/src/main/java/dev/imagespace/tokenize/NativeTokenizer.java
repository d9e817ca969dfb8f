package dev.imagespace.tokenize;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.Surrogates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Hugging Face's own tokenizer, run natively. Thread-safe; {@link #close} waits for the texts that
 * are being encoded, as native memory must not vanish below them.
 */
final class NativeTokenizer implements AutoCloseable {
  private static final int SHOWN = 200;

  private final HuggingFaceTokenizer tokenizer;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Cuts to {@code length} ids, special tokens counted and kept.
   *
   * @param json of a {@link dev.imagespace.tokenize.file.TokenizerFile}, or made here: native code
   *     aborts the process on some that others write
   */
  static NativeTokenizer truncating(byte[] json, String source, int length) {
    String limit = Integer.toString(length);
    Map<String, String> options =
        Map.of(
            "truncation", "true", "maxLength", limit, "modelMaxLength", limit, "padding", "false");
    // Told apart from a damaged tokenizer, which downloading the model again would mend.
    TokenizerNatives.load();
    // From memory, always: given a string, DJL takes it for a name and asks the hub for it.
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options));
    } catch (IOException | RuntimeException e) {
      throw new InvalidCheckpointException(
          "Cannot make a tokenizer of '%s': %s. Put the original file in its place, or use another model."
              .formatted(source, shortened(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /** It may repeat what the file says. */
  private static String shortened(String message) {
    return message.substring(0, Math.min(SHOWN, message.length()));
  }

  /** The ids, and whether there were more. */
  Tokens encode(String text, boolean addSpecialTokens) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The tokenizer was closed, with the model it belongs to.");
      }
      Encoding encoding = tokenizer.encode(Surrogates.wellFormed(text), addSpecialTokens, false);
      long[] ids = encoding.getIds();
      int[] narrowed = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        narrowed[i] = Math.toIntExact(ids[i]);
      }
      return Tokens.of(narrowed, encoding.exceedMaxLength());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      tokenizer.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
