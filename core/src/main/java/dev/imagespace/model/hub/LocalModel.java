package dev.imagespace.model.hub;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.ModelNotFoundException;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's name that is a directory of the file system: a path, one that begins with '~', a {@code
 * file:} URI, or {@code local-dir:} as OpenCLIP has it. Stateless.
 */
final class LocalModel {
  private static final String FILE = "file:";
  private static final String LOCAL_DIR = "local-dir:";
  private static final Pattern HUB_PAGE =
      Pattern.compile(
          "https?://[^/]+/(?:models/)?([^/?#]+/[^/?#]+)(?:/(?:tree|blob|resolve)/([^/?#]+).*)?.*");

  private LocalModel() {}

  /**
   * The directory; empty where the name may be one of the hub.
   *
   * @throws ModelNotFoundException where it cannot be
   */
  static Optional<Path> directory(String model) {
    requireNoAddress(model);
    boolean only = model.startsWith(FILE) || model.startsWith(LOCAL_DIR);
    String name = only ? model.substring(model.indexOf(':') + 1) : model;
    String refusal = FileNames.refusal(name);
    if (refusal != null) {
      // The hub has no such name either.
      throw new ModelNotFoundException(
          "'imagespace.model' is '%s', and no directory can have that name here: %s"
              .formatted(Shown.of(name), refusal));
    }
    // An empty path would be the working directory, but no model has an empty name.
    Path path = name.isBlank() ? null : path(model, name);
    if (path != null && Files.isDirectory(path)) {
      if (!Files.isReadable(path) || !Files.isExecutable(path)) {
        throw new ModelNotFoundException(
            "'imagespace.model' is '%s', a directory that this process may not read. Let its user list and enter it, and read its files."
                .formatted(Shown.of(model)));
      }
      return Optional.of(path.toAbsolutePath().normalize());
    }
    if (path != null && Files.isRegularFile(path)) {
      throw new ModelNotFoundException(
          "'%s' is a file. Set 'imagespace.model' to the directory of the model: '%s'."
              .formatted(Shown.of(model), path.toAbsolutePath().normalize().getParent()));
    }
    if (path != null && (only || isPath(name))) {
      throw new ModelNotFoundException(
          "'%s' is no directory: there is no %s, seen from the working directory %s. Set 'imagespace.model' to the directory of the model."
              .formatted(Shown.of(model), Shown.of(path.toString()), Path.of("").toAbsolutePath()));
    }
    return Optional.empty();
  }

  /** As it stands where there is such a directory, else as a URI has it. */
  private static Path path(String model, String name) {
    if (name.equals("~") || name.startsWith("~/") || name.startsWith("~" + File.separator)) {
      String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
      return Path.of(home + name.substring(1));
    }
    Path literal = Path.of(name);
    Path decoded = model.startsWith(FILE) && !Files.exists(literal) ? decoded(model) : null;
    return decoded == null ? literal : decoded;
  }

  private static @Nullable Path decoded(String uri) {
    try {
      URI parsed = new URI(uri.replace(" ", "%20"));
      boolean here = parsed.getHost() == null || parsed.getHost().equals("localhost");
      if (parsed.isOpaque()) {
        return Path.of(new URI(uri.substring(FILE.length()).replace(" ", "%20")).getPath());
      }
      URI local = new URI("file", "", parsed.getPath(), null);
      return here ? Path.of(URI.create(local.toASCIIString())) : null;
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  /** What can be no name of the hub. */
  private static boolean isPath(String name) {
    return name.startsWith("/")
        || name.startsWith("./")
        || name.startsWith("../")
        || name.startsWith("~")
        || name.contains("\\")
        || name.matches("[A-Za-z]:/.*");
  }

  private static void requireNoAddress(String model) {
    if (!model.matches("(?i)[a-z][a-z0-9+.-]*://.*") || model.startsWith(FILE)) {
      return;
    }
    Matcher page = HUB_PAGE.matcher(model);
    String instead =
        page.matches()
            ? "'%s%s'"
                .formatted(
                    Shown.of(page.group(1)),
                    page.group(2) == null || page.group(2).equals("main")
                        ? ""
                        : "@" + Shown.of(page.group(2)))
            : "'owner/name'";
    throw new ModelNotFoundException(
        "'imagespace.model' is an address, and models are named by directory or repository. Set it to %s, and 'imagespace.hub.endpoint' (HF_ENDPOINT) to the hub if that is another than huggingface.co."
            .formatted(instead));
  }
}
