package dev.imagespace.pytorch;

import ai.djl.ndarray.NDManager;
import dev.imagespace.djl.DjlDefaults;
import dev.imagespace.encode.DualEncoder;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.ChildJvm;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.LocalSettings;
import dev.imagespace.testing.NoSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of its own without the native library of PyTorch, and without sockets. */
final class NativesProcess {
  private NativesProcess() {}

  /** "model" opens one, "engine" starts DJL's engine behind the back of this library. */
  public static void main(String... arguments) throws IOException {
    NoSockets.install();
    try {
      if (arguments[0].equals("model")) {
        open();
      } else {
        DjlDefaults.apply();
        NDManager.newBaseManager(null, "PyTorch").close();
      }
      System.out.println("It started.");
    } catch (RuntimeException | LinkageError e) {
      e.printStackTrace(System.out);
    }
    System.out.println(NoSockets.asked() + " sockets");
  }

  private static void open() {
    DualEncoder.open(
            LocalSettings.of(
                Goldens.model("st-tiny-vit").toString(),
                ModelHandler.SENTENCE_TRANSFORMERS,
                Execution.defaults()))
        .close();
  }

  /** What the process says when it has ended. */
  static String run(Path cache, List<String> options, String mode) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-DDJL_CACHE_DIR=" + cache);
    all.add("-Dimagespace.golden=" + System.getProperty("imagespace.golden"));
    all.addAll(List.of("-cp", withoutNatives()));
    return ChildJvm.output(new ProcessBuilder(ChildJvm.command(all, NativesProcess.class, mode)));
  }

  private static String withoutNatives() {
    String separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator, -1))
        .filter(entry -> !entry.contains("pytorch-native"))
        .collect(Collectors.joining(separator));
  }
}
