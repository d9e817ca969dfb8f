package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Network;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network as an ONNX model.
 *
 * @param model onnx.proto's ModelProto, without the weights
 * @param folder to which the places of the weights are relative
 */
record Recording(byte[] model, Path folder) {

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
    Symbol output =
        recorder.symbol(network.forward(recorder, name -> required(inputs.get(name), name)));
    Path folder = converted.folderOf(graph.files());
    return new Recording(graph.toModel(output, folder), folder);
  }

  private static Symbol required(@Nullable Symbol input, String name) {
    if (input == null) {
      throw new IllegalArgumentException("The batch has no input '" + name + "'");
    }
    return input;
  }
}
