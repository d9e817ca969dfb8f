package dev.imagespace.model.cache;

import java.util.regex.Pattern;

/**
 * One version of a repository. Immutable.
 *
 * @param repository owner/name
 * @param commit of the repository
 */
public record Snapshot(String repository, String commit) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Whether a revision is a commit, which never moves, and not a branch or a tag. */
  public static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  @Override
  public String toString() {
    return repository + "@" + commit;
  }
}
