package dev.imagespace.pytorch;

import dev.imagespace.process.NativeEnvironment;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How PyTorch's threads wait for each other. OpenMP reads it from the environment of the process at
 * the moment its library is loaded, and unless told otherwise spins for some milliseconds after
 * each operation, on processors that others may need. Java can read the environment, not change it.
 */
final class OpenMp {
  private static final Logger log = LoggerFactory.getLogger(OpenMp.class);

  private static final String POLICY = "OMP_WAIT_POLICY";

  /** By which the user says it: to every OpenMP, to GNU's, to LLVM's. */
  static final List<String> SAID = List.of(POLICY, "GOMP_SPINCOUNT", "KMP_BLOCKTIME");

  private OpenMp() {}

  /**
   * Lets threads sleep while they wait, unless the environment says how they shall. To be called
   * before PyTorch is loaded; afterwards it changes nothing. Processes that the application starts
   * later inherit the variable.
   *
   * <p>Not on Windows, where a library may have a C runtime, and so an environment, of its own.
   */
  static void waitPassively() {
    if (SAID.stream().anyMatch(name -> System.getenv(name) != null)) {
      return;
    }
    String system = System.getProperty("os.name");
    if (!system.equals("Linux") && !system.startsWith("Mac")) {
      log.debug("{} is left as it is on {}", POLICY, system);
      return;
    }
    try {
      NativeEnvironment.set(POLICY, "PASSIVE");
      log.debug("{}=PASSIVE is set", POLICY);
    } catch (IllegalStateException e) {
      log.debug("{} is left as it is", POLICY, e);
    }
  }
}
