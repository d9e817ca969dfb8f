package dev.imagespace.model;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows downloads on a terminal, as one line that is redrawn in place. The line of a large file
 * stays when its download ends, that of a small file is overwritten by the next. Thread-safe.
 */
public final class DownloadBar implements ModelDownloadListener {
  private static final int NAME_COLUMNS = 22;
  private static final int CELLS = 12;
  private static final Path ERRORS = Path.of("/dev/stderr");

  private final PrintStream terminal;
  private int drawn;

  /** A bar on any stream. */
  public DownloadBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** A bar on standard error if that is a terminal; empty if it is a file or a pipe. */
  public static Optional<DownloadBar> ofStandardError() {
    return isTerminal() ? Optional.of(new DownloadBar(System.err)) : Optional.empty();
  }

  @SuppressWarnings("SystemConsoleNull") // Asked for both: before JDK 22, and from then on.
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null
        && isInteractive(console)
        && !"dumb".equals(System.getenv("TERM"))
        && areErrorsShown();
  }

  /** Since JDK 22, there may be a console without a terminal. */
  private static boolean isInteractive(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  /**
   * The console tells of input and output only; standard error is checked where the system shows
   * it.
   */
  private static boolean areErrorsShown() {
    if (!Files.exists(Path.of("/dev"))) {
      return true;
    }
    try {
      Path errors = ERRORS.toRealPath();
      return errors.startsWith("/dev") && !errors.equals(Path.of("/dev/null"));
    } catch (IOException pipe) {
      return false;
    }
  }

  @Override
  public synchronized void onDownload(ModelDownload download) {
    switch (download.state()) {
      case STARTED, PROGRESS -> draw(line(download));
      case FINISHED -> draw(download.isLarge() ? line(download) + "\n" : "");
      case FAILED -> draw(line(download) + "\n");
    }
  }

  private void draw(String line) {
    String text = line.stripTrailing();
    terminal.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
    terminal.print(line.endsWith("\n") ? "\n" : text.isEmpty() ? "\r" : "");
    terminal.flush();
    drawn = line.endsWith("\n") ? 0 : text.length();
  }

  private static String line(ModelDownload download) {
    int full = (int) (download.fraction() * CELLS);
    String bar = "#".repeat(full) + ".".repeat(CELLS - full);
    return String.format(
        Locale.ROOT,
        "%-" + NAME_COLUMNS + "s  [%s] %3d%%  %s  %s",
        shortened(download.file()),
        bar,
        (int) (download.fraction() * 100),
        bytes(download),
        pace(download));
  }

  /** The name without directories, shortened in the middle: a shard's number is at its end. */
  private static String shortened(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int half = NAME_COLUMNS / 2;
    return name.length() <= NAME_COLUMNS
        ? name
        : name.substring(0, half) + ".." + name.substring(name.length() - half + 2);
  }

  private static String bytes(ModelDownload download) {
    boolean whole = download.bytes() == download.total();
    double unit = download.total() >= 1_000_000_000 ? 1e9 : 1e6;
    String name = unit == 1e9 ? "GB" : "MB";
    String digits = unit == 1e9 ? "%.2f" : "%.1f";
    String total = String.format(Locale.ROOT, digits + " " + name, download.total() / unit);
    return whole
        ? total
        : String.format(Locale.ROOT, digits + "/%s", download.bytes() / unit, total);
  }

  private static String pace(ModelDownload download) {
    String rate = rate(download.bytesPerSecond());
    Duration remaining = download.remaining();
    return switch (download.state()) {
      case STARTED, FINISHED -> rate;
      case PROGRESS -> remaining == null ? rate : rate + "  " + clock(remaining);
      case FAILED -> "broke off";
    };
  }

  private static String rate(double bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      return "";
    }
    return bytesPerSecond < 1e6
        ? String.format(Locale.ROOT, "%.0f kB/s", bytesPerSecond / 1e3)
        : String.format(Locale.ROOT, "%.1f MB/s", bytesPerSecond / 1e6);
  }

  private static String clock(Duration time) {
    long seconds = (time.toMillis() + 999) / 1000;
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
