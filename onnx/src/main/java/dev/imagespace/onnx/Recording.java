package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.StoredFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as an ONNX model.
 *
 * @param model onnx.proto's ModelProto, without the weights
 * @param folder to which the places of the weights are relative
 * @param files that the weights lie in
 * @param weightBytes of these, which are mapped once however many sessions there are
 */
record Recording(byte[] model, Path folder, List<StoredFile> files, long weightBytes) {

  /**
   * Calls the network once.
   *
   * @param sample names and shapes of the inputs; its values are not looked at
   */
  static Recording of(Network network, Batch sample, LinearForm form, ConvertedWeights converted) {
    Graph graph = new Graph();
    Map<String, Symbol> inputs = new HashMap<>();
    sample.inputs().forEach((name, input) -> inputs.put(name, graph.input(name, input)));
    Recorder recorder =
        new Recorder(graph, sample.inputs(), new ModelWeights(graph, converted), form);
    Symbol output = recorder.symbol(network.forward(recorder, Network.Inputs.of(inputs)));
    List<StoredFile> files = graph.files();
    Path folder = converted.folderOf(files);
    return new Recording(graph.toModel(output, folder), folder, files, graph.weightBytes());
  }

  /** To be called before and after ONNX Runtime opens the files by their paths. */
  void requireSameFiles() {
    files.forEach(StoredFile::requireSame);
  }
}
