package dev.imagespace.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** A safetensors file with other tensors than the one that it is copied from. */
final class MadeSafetensors {
  private static final Map<String, Integer> BYTES = Map.of("I32", 4, "F64", 8, "BOOL", 1);

  private record Tensor(String type, List<Long> shape, byte[] data) {}

  private Map<String, Tensor> tensors = new LinkedHashMap<>();

  static MadeSafetensors copyOf(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
    MadeSafetensors made = new MadeSafetensors();
    for (Map.Entry<String, JsonElement> entry :
        JsonParser.parseString(json).getAsJsonObject().entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonObject tensor = entry.getValue().getAsJsonObject();
        JsonArray offsets = tensor.getAsJsonArray("data_offsets");
        int start = 8 + header;
        made.tensors.put(
            entry.getKey(),
            new Tensor(
                tensor.get("dtype").getAsString(),
                tensor.getAsJsonArray("shape").asList().stream()
                    .map(JsonElement::getAsLong)
                    .toList(),
                Arrays.copyOfRange(
                    bytes.array(),
                    start + offsets.get(0).getAsInt(),
                    start + offsets.get(1).getAsInt())));
      }
    }
    return made;
  }

  void add(String name, List<Long> shape, IntToDoubleFunction values) {
    int count = (int) shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      data.putFloat((float) values.applyAsDouble(i));
    }
    tensors.put(name, new Tensor("F32", shape, data.array()));
  }

  /** In the place of one of that name. */
  void addZeros(String name, String type, int count) {
    tensors.put(name, new Tensor(type, List.of((long) count), new byte[count * BYTES.get(type)]));
  }

  void appendRow(String name, int row) {
    Tensor tensor = tensors.get(name);
    int bytes = tensor.data.length / tensor.shape.get(0).intValue();
    byte[] data = Arrays.copyOf(tensor.data, tensor.data.length + bytes);
    System.arraycopy(tensor.data, row * bytes, data, tensor.data.length, bytes);
    List<Long> shape = new ArrayList<>(tensor.shape);
    shape.set(0, shape.get(0) + 1);
    tensors.put(name, new Tensor(tensor.type, shape, data));
  }

  void prefix(String prefix) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(prefix + name, tensor));
    tensors = renamed;
  }

  void write(Path file) throws IOException {
    JsonObject header = new JsonObject();
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      JsonObject described = new JsonObject();
      described.addProperty("dtype", tensor.type);
      described.add("shape", numbers(tensor.shape));
      described.add("data_offsets", numbers(List.of(at, at + tensor.data.length)));
      header.add(entry.getKey(), described);
      at += tensor.data.length;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      out.write(json);
      for (Tensor tensor : tensors.values()) {
        out.write(tensor.data);
      }
    }
  }

  private static JsonArray numbers(List<Long> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
