package dev.imagespace.checkpoint.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles by hand, sound ones and others. */
final class MadePickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MadePickle() {
    op(0x80, 2);
  }

  MadePickle op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  MadePickle text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op('X');
    int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  MadePickle number(int number) {
    op('J');
    int32(number);
    return this;
  }

  private void int32(int number) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  MadePickle global(String module, String name) {
    op('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  MadePickle numbers(int... numbers) {
    op('(');
    for (int number : numbers) {
      number(number);
    }
    return op('t');
  }

  /** A view of a storage, as torch._utils._rebuild_tensor_v2 takes it. */
  MadePickle tensor(String type, String key, int offset, int[] shape, int... strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    op('(').text("storage").global("torch", type).text(key).text("cpu").number(6).op('t', 'Q');
    number(offset).numbers(shape).numbers(strides).op(0x89);
    return orderedDict().op('t', 'R');
  }

  MadePickle orderedDict() {
    return global("collections", "OrderedDict").op(')', 'R');
  }

  byte[] end() {
    return op('.').out.toByteArray();
  }
}
