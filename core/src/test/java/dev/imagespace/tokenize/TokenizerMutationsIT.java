package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.testing.mutation.Campaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of hostile tokenizers: each is opened and used, or refused by name, in a JVM that
 * lives.
 *
 * <p>A long run: {@code ./mvnw verify -pl core -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=TokenizerMutationsIT -DargLine=-Dimagespace.mutations=50000}.
 */
class TokenizerMutationsIT {
  private static final Logger log = LoggerFactory.getLogger(TokenizerMutationsIT.class);

  @Test
  void noTokenizerEndsTheProcess(@TempDir Path directory) throws Exception {
    Campaign campaign = Campaign.of(TokenizerMutations.class);

    Campaign.Report report = campaign.run(directory);

    log.info("{} opened, {} refused", report.opened(), report.refused());
    assertThat(report.failures()).isEmpty();
    assertThat(report.opened()).isGreaterThan(campaign.cases() / 20);
    assertThat(report.refused()).isGreaterThan(campaign.cases() / 2);
  }
}
