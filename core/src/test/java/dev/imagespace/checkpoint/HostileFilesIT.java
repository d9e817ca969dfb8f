package dev.imagespace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.checkpoint.format.LargeFiles;
import dev.imagespace.checkpoint.format.PickleMutations;
import dev.imagespace.checkpoint.format.SafetensorsMutations;
import dev.imagespace.testing.mutation.Campaign;
import dev.imagespace.testing.mutation.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files of a model are: it opens, or says what is wrong, and the process lives. */
class HostileFilesIT {
  private final Path directory;

  HostileFilesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void changedConfigurationsAreOpenedOrRefused() throws Exception {
    assertSurvived(ConfigurationMutations.class);
  }

  @Test
  void changedSafetensorsAreOpenedOrRefused() throws Exception {
    assertSurvived(SafetensorsMutations.class);
  }

  @Test
  void changedPicklesAreOpenedOrRefused() throws Exception {
    assertSurvived(PickleMutations.class);
  }

  @Test
  void filesOfAnyLengthAreRefusedBeforeMemoryIsShort() throws Exception {
    Campaign.Report report = new Campaign(LargeFiles.class, 24, 1, "512m").run(directory);

    assertThat(report.failures()).isEmpty();
    assertThat(report.refused()).isEqualTo(24);
  }

  private void assertSurvived(Class<? extends Subject> subject) throws Exception {
    Campaign.Report report = Campaign.of(subject).run(directory);

    assertThat(report.failures()).isEmpty();
    int cases = report.opened() + report.refused();
    assertThat(report.opened()).isGreaterThan(cases / 20);
    assertThat(report.refused()).isGreaterThan(cases / 20);
  }
}
