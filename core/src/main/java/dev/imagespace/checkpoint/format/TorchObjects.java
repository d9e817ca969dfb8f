package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.PickleReader.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The names that a saved state dict may use, and what each stands for. Any other is refused by
 * name: a pickle can call whatever it names, which is why checkpoints from strangers come as
 * safetensors.
 */
final class TorchObjects {
  private static final Global ORDERED_DICT = new Global("collections", "OrderedDict");
  private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor_v2");
  private static final Global PARAMETER = new Global("torch._utils", "_rebuild_parameter");
  private static final Set<Global> CALLABLE = Set.of(ORDERED_DICT, TENSOR, PARAMETER);

  /** PyTorch itself has no tensor with more. */
  private static final int MAX_AXES = 64;

  record Global(String module, String name) {
    boolean isStorage() {
      return module.equals("torch") && name.endsWith("Storage");
    }
  }

  /**
   * A file of numbers within the archive.
   *
   * @param type such as HalfStorage
   */
  record Storage(String type, String key, long elements) {}

  /** A view of a storage; offset and strides count elements. */
  record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

  private TorchObjects() {}

  static Global global(String module, String name) throws MalformedFileException {
    Global global = new Global(module, name);
    if (!CALLABLE.contains(global) && !global.isStorage()) {
      throw new MalformedFileException(
          "it holds an object of '%s.%s', and nothing but tensors is read from a pickle"
              .formatted(Shown.of(module), Shown.of(name)));
    }
    return global;
  }

  static Object call(Object callee, Object arguments) throws MalformedFileException {
    if (!(callee instanceof Global global && arguments instanceof Tuple tuple)) {
      throw new MalformedFileException("its pickle calls what is no name");
    }
    List<Object> items = tuple.items;
    if (global.equals(ORDERED_DICT) && items.isEmpty()) {
      return new LinkedHashMap<>();
    }
    if (global.equals(PARAMETER) && !items.isEmpty() && items.get(0) instanceof Tensor tensor) {
      return tensor;
    }
    if (global.equals(TENSOR)
        && items.size() >= 4
        && items.get(0) instanceof Storage storage
        && items.get(1) instanceof Long offset) {
      return tensor(storage, offset, longs(items.get(2)), longs(items.get(3)));
    }
    throw new MalformedFileException(
        "its pickle calls '%s.%s' with arguments of another kind"
            .formatted(global.module(), global.name()));
  }

  private static Tensor tensor(Storage storage, long offset, List<Long> shape, List<Long> strides)
      throws MalformedFileException {
    if (shape.size() != strides.size()) {
      throw new MalformedFileException(
          "a tensor has %d sizes and %d strides".formatted(shape.size(), strides.size()));
    }
    return new Tensor(storage, offset, shape, strides);
  }

  /** {@code ("storage", type, key, device, elements)}. */
  static Storage storage(Object persistentId) throws MalformedFileException {
    if (persistentId instanceof Tuple tuple
        && tuple.items.size() == 5
        && "storage".equals(tuple.items.get(0))
        && tuple.items.get(1) instanceof Global type
        && type.isStorage()
        && tuple.items.get(2) instanceof String key
        && tuple.items.get(4) instanceof Long elements) {
      return new Storage(type.name(), key, elements);
    }
    throw new MalformedFileException("its pickle refers to a storage in an unknown way");
  }

  private static List<Long> longs(Object tuple) throws MalformedFileException {
    List<Long> longs = new ArrayList<>();
    if (tuple instanceof Tuple sizes) {
      if (sizes.items.size() > MAX_AXES) {
        // One tuple can be named by many tensors: each would copy it.
        throw new MalformedFileException(
            "a tensor has %,d axes; the limit is %d".formatted(sizes.items.size(), MAX_AXES));
      }
      for (Object size : sizes.items) {
        if (!(size instanceof Long number) || number < 0) {
          throw new MalformedFileException(
              "a tensor has a size or stride that is no natural number");
        }
        longs.add(number);
      }
      return List.copyOf(longs);
    }
    throw new MalformedFileException("a tensor has no shape");
  }
}
