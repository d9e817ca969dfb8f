package dev.imagespace.sample.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads and answers.
 *
 * @param out nothing but answers
 * @param err everything else: progress, logs, complaints
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err) {

  /**
   * The streams of this process. From here on a library that prints to {@code System.out} prints to
   * the errors, where it cannot spoil an answer.
   */
  public static Terminal ofProcess() {
    System.setOut(System.err);
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        System.err);
  }

  /** A text of others on one line, without what would steer the terminal. */
  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
