package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A repository of {@link FakeHub}: commits, the branches and tags that name them, who may read. */
public final class FakeRepository {
  private static final Pattern LICENCE = Pattern.compile("^license:\\s*(\\S+)", Pattern.MULTILINE);

  private volatile String id;
  private final Map<String, Map<String, HubFile>> commits = new ConcurrentHashMap<>();
  private final Map<String, String> references = new ConcurrentHashMap<>();
  private final Set<String> readers = ConcurrentHashMap.newKeySet();
  private volatile Access access = Access.PUBLIC;

  /** Who may read; a gated repository shows its list of files to everybody. */
  enum Access {
    PUBLIC,
    GATED,
    PRIVATE
  }

  FakeRepository(String id) {
    this.id = id;
  }

  /** Makes the files of a directory the next commit of the branch "main". */
  public String push(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(path));
      }
    }
    return push("main", files);
  }

  /**
   * Makes files the next commit of a branch.
   *
   * @return the commit's hash
   */
  public String push(String branch, Map<String, byte[]> files) {
    Map<String, HubFile> tree = new TreeMap<>();
    StringBuilder text = new StringBuilder(id);
    files.forEach(
        (path, bytes) -> {
          HubFile file = HubFile.of(path, bytes);
          tree.put(path, file);
          text.append('\n').append(path).append(' ').append(file.oid());
        });
    String commit = HubFile.digest("SHA-1", text.toString().getBytes(UTF_8));
    commits.put(commit, tree);
    references.put(branch, commit);
    return commit;
  }

  public void tag(String name, String commit) {
    references.put(name, commit);
  }

  /** The licence has to be accepted; these tokens' owners have done so. */
  public void gate(String... tokens) {
    access = Access.GATED;
    readers.addAll(List.of(tokens));
  }

  /** To all others it is as if it were not there. */
  public void hide(String... tokens) {
    access = Access.PRIVATE;
    readers.addAll(List.of(tokens));
  }

  /** A file of a revision, such as "main". */
  public HubFile file(String revision, String path) {
    return commit(revision)
        .map(commit -> files(commit).get(path))
        .orElseThrow(() -> new IllegalArgumentException(revision + ": " + path));
  }

  String id() {
    return id;
  }

  void rename(String to) {
    id = to;
  }

  Stream<HubFile> allFiles() {
    return commits.values().stream().flatMap(files -> files.values().stream());
  }

  Access access() {
    return access;
  }

  boolean isReadBy(Optional<String> token) {
    return access == Access.PUBLIC || token.filter(readers::contains).isPresent();
  }

  Optional<String> commit(String revision) {
    return commits.containsKey(revision)
        ? Optional.of(revision)
        : Optional.ofNullable(references.get(revision));
  }

  Map<String, HubFile> files(String commit) {
    return commits.getOrDefault(commit, Map.of());
  }

  /** As the card's front matter states it. */
  Optional<String> licence(String commit) {
    HubFile card = files(commit).get("README.md");
    String text = card == null ? "" : new String(card.bytes(), UTF_8);
    Matcher line = LICENCE.matcher(text.startsWith("---\n") ? text.split("\n---", 2)[0] : "");
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }
}
