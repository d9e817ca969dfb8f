package dev.imagespace.testing.reference;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.LazyProgram;
import dev.imagespace.tensor.LoadedNetwork;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Program;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Runs networks operation by operation, each run on its caller's thread. Thread-safe. */
final class ReferenceEngine implements Engine {
  private final Collection<LazyProgram> programs = new ConcurrentLinkedQueue<>();

  @Override
  public Program prepare(Network network, Supplier<List<Batch>> calibration) {
    LazyProgram program = new LazyProgram(batch -> new Loaded(network, new ConcurrentHashMap<>()));
    programs.add(program);
    return program;
  }

  @Override
  public void close() {
    programs.forEach(LazyProgram::close);
  }

  /** A network, and those of its weights that it has used. */
  private record Loaded(Network network, Map<Parameter, NdArray> weights) implements LoadedNetwork {

    @Override
    public float[] run(Batch batch) {
      Map<String, NdArray> inputs = new HashMap<>();
      batch.inputs().forEach((name, input) -> inputs.put(name, NdArray.of(input, batch)));
      ReferenceOps ops =
          new ReferenceOps(batch, weight -> weights.computeIfAbsent(weight, NdArray::of));
      return ops.array(network.forward(ops, Network.Inputs.of(inputs))).values();
    }

    @Override
    public void close() {
      weights.clear();
    }
  }
}
