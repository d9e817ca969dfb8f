package dev.imagespace.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.imagespace.execution.Execution;
import java.nio.file.Path;

/**
 * An execution in the words of ONNX Runtime (onnxruntime_session_options_config_keys.h). Immutable.
 */
record SessionSettings(int threads, boolean spinning, boolean prepacking) {

  static SessionSettings of(Execution execution) {
    Integer processors = execution.processors();
    int all = processors == null ? Runtime.getRuntime().availableProcessors() : processors;
    Integer threads = execution.threads();
    return new SessionSettings(
        threads == null ? all : threads, execution.spinning(), !execution.lowMemory());
  }

  /**
   * For runs of several inputs side by side. What rearranged weights save is nothing among eight
   * pictures, and another copy of those of float32 is spared.
   */
  SessionSettings onOneProcessor() {
    return new SessionSettings(1, spinning, false);
  }

  /** Whether weights are rearranged for the processor: a copy, and faster. */
  SessionSettings withPrepacking(boolean rearranged) {
    return new SessionSettings(threads, spinning, rearranged);
  }

  SessionOptions options(Path folder) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // It keeps a plan for each size of batch that it has seen.
    options.setMemoryPatternOptimization(false);
    options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
    // Within a run alone: between runs nobody gains from a busy processor.
    options.addConfigEntry("session.force_spinning_stop", "1");
    options.addConfigEntry("session.disable_prepacking", prepacking ? "0" : "1");
    options.addConfigEntry(
        "session.model_external_initializers_file_folder_path", folder.toString());
    return options;
  }
}
