package dev.imagespace.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * How long threads spin, in the words of OpenMP itself. A count of 300,000 is what GNU's takes when
 * it is told nothing.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The spin count is GNU's")
@Timeout(120)
class OpenMpIT {

  @Test
  void threadsDoNotSpinByDefault() throws Exception {
    assertThat(OpenMpProcess.run(false, Map.of())).contains("GOMP_SPINCOUNT = '0'", "It ran: 7.0");
  }

  @Test
  void threadsSpinWhereTheyAreToldTo() throws Exception {
    assertThat(OpenMpProcess.run(true, Map.of()))
        .contains("GOMP_SPINCOUNT = '300000'", "It ran: 7.0");
  }

  @Test
  void thePolicyOfTheEnvironmentStays() throws Exception {
    assertThat(OpenMpProcess.run(false, Map.of("OMP_WAIT_POLICY", "ACTIVE")))
        .contains("OMP_WAIT_POLICY = 'ACTIVE'", "It ran: 7.0");
  }

  @Test
  void theSpinCountOfTheEnvironmentStays() throws Exception {
    assertThat(OpenMpProcess.run(false, Map.of("GOMP_SPINCOUNT", "1234")))
        .contains("GOMP_SPINCOUNT = '1234'", "It ran: 7.0");
  }

  @Test
  void thereAreAsManyThreadsAsProcessorsAreGranted() throws Exception {
    assertThat(OpenMpProcess.runOn(3)).contains("Number of intra-op threads is 3", "It ran: 7.0");
  }

  @Test
  void withoutTheCLibraryItStartsAllTheSame() throws Exception {
    assertThat(
            OpenMpProcess.run(
                false, Map.of(), "-Djna.boot.library.path=/nowhere", "-Djna.nounpack=true"))
        .contains("GOMP_SPINCOUNT = '300000'", "It ran: 7.0");
  }
}
