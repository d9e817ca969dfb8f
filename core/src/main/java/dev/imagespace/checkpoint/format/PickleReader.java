package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.HeapShare;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of Python's pickle language that a saved state dict is written in, as data: no
 * name in it is looked up, and nothing is executed. What a name may stand for is decided by {@link
 * TorchObjects}, which knows six of them.
 */
final class PickleReader {
  /**
   * A checkpoint of two thousand tensors with its optimizer takes some 200,000; what an operation
   * makes takes less than 100 bytes.
   */
  private static final long MAX_OPERATIONS = HeapShare.of(500, 2_000_000);

  private static final int NEWEST_PROTOCOL = 5;

  /** Python's None, as a stack takes no null. */
  enum None {
    NONE
  }

  /** A tuple; by identity, as comparing may go arbitrarily deep. */
  static final class Tuple {
    final List<Object> items;

    Tuple(List<Object> items) {
      this.items = List.copyOf(items);
    }
  }

  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private PickleReader(ByteBuffer pickle) {
    this.in = pickle.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static Object read(ByteBuffer pickle) throws MalformedFileException {
    try {
      return new PickleReader(pickle).run();
    } catch (BufferUnderflowException e) {
      throw new MalformedFileException("its pickle ends too early");
    }
  }

  private Object run() throws MalformedFileException {
    for (long count = 0; count < MAX_OPERATIONS; count++) {
      int operation = Byte.toUnsignedInt(in.get());
      if (operation == '.') {
        return pop();
      }
      literal(operation);
    }
    throw new MalformedFileException(
        "its pickle has more than %,d operations".formatted(MAX_OPERATIONS));
  }

  private void literal(int operation) throws MalformedFileException {
    switch (operation) {
      case 0x80 -> protocol(in.get());
      case 0x95 -> in.getLong();
      case 'N' -> stack.add(None.NONE);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) Byte.toUnsignedInt(in.get()));
      case 'M' -> stack.add((long) Short.toUnsignedInt(in.getShort()));
      case 'J' -> stack.add((long) in.getInt());
      case 0x8a -> stack.add(longOf(Byte.toUnsignedInt(in.get())));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> stack.add(text(Integer.toUnsignedLong(in.getInt())));
      case 0x8c -> stack.add(text(Byte.toUnsignedLong(in.get())));
      case 0x8d -> stack.add(text(in.getLong()));
      default -> container(operation);
    }
  }

  private void container(int operation) throws MalformedFileException {
    switch (operation) {
      case '(' -> marks.push(stack.size());
      case ']' -> stack.add(new ArrayList<>());
      case '}' -> stack.add(new LinkedHashMap<>());
      case ')' -> stack.add(new Tuple(List.of()));
      case 't' -> stack.add(new Tuple(popToMark()));
      case 0x85 -> stack.add(new Tuple(pop(1)));
      case 0x86 -> stack.add(new Tuple(pop(2)));
      case 0x87 -> stack.add(new Tuple(pop(3)));
      case 'a' -> append(pop(1));
      case 'e' -> append(popToMark());
      case 's' -> put(pop(2));
      case 'u' -> put(popToMark());
      default -> memory(operation);
    }
  }

  private void memory(int operation) throws MalformedFileException {
    switch (operation) {
      case 'q' -> memo.put(Byte.toUnsignedInt(in.get()), top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> stack.add(remembered(Byte.toUnsignedInt(in.get())));
      case 'j' -> stack.add(remembered(in.getInt()));
      default -> object(operation);
    }
  }

  private void object(int operation) throws MalformedFileException {
    switch (operation) {
      case 'c' -> stack.add(TorchObjects.global(line(), line()));
      case 0x93 -> {
        List<Object> name = pop(2);
        String otherwise = "names a class by something else than two texts";
        String module = required(String.class, name.get(0), otherwise);
        String member = required(String.class, name.get(1), otherwise);
        stack.add(TorchObjects.global(module, member));
      }
      case 'R' -> {
        List<Object> call = pop(2);
        stack.add(TorchObjects.call(call.get(0), call.get(1)));
      }
      case 'Q' -> stack.add(TorchObjects.storage(pop()));
      // The attributes of a dict: a state dict notes the versions of its modules there.
      case 'b' -> stack.add(required(Map.class, pop(2).get(0), "sets a state"));
      default ->
          throw new MalformedFileException(
              "its pickle has the operation 0x%02x, which no state dict needs"
                  .formatted(operation));
    }
  }

  private void protocol(int version) throws MalformedFileException {
    check(version >= 2 && version <= NEWEST_PROTOCOL, "has protocol " + version);
  }

  private long longOf(int bytes) throws MalformedFileException {
    check(bytes <= Long.BYTES, "has an integer of %d bytes".formatted(bytes));
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= Byte.toUnsignedLong(in.get()) << (8 * i);
    }
    int unused = Long.SIZE - 8 * bytes;
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  private String text(long length) throws MalformedFileException {
    check(length >= 0 && length <= in.remaining(), "has a text longer than itself");
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = in.get(); c != '\n'; c = in.get()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private Object remembered(int index) throws MalformedFileException {
    Object object = memo.get(index);
    if (object == null) {
      throw new MalformedFileException("its pickle refers to %d before it exists".formatted(index));
    }
    return object;
  }

  private void append(List<Object> items) throws MalformedFileException {
    check(top() instanceof List<?>, "appends to what is no list");
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) top();
    list.addAll(items);
  }

  private void put(List<Object> items) throws MalformedFileException {
    check(top() instanceof Map<?, ?> && items.size() % 2 == 0, "sets items of what is no dict");
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = (Map<Object, Object>) top();
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      // Other keys have no place here, and hashing one may go arbitrarily deep.
      check(key instanceof String || key instanceof Long, "has a key that is no name or number");
      dict.put(key, items.get(i + 1));
    }
  }

  private Object pop() throws MalformedFileException {
    return pop(1).get(0);
  }

  private Object top() throws MalformedFileException {
    check(stack.size() > floor(), "takes from an empty stack");
    return stack.get(stack.size() - 1);
  }

  private List<Object> pop(int count) throws MalformedFileException {
    check(stack.size() - count >= floor(), "takes from an empty stack");
    return popFrom(stack.size() - count);
  }

  private List<Object> popToMark() throws MalformedFileException {
    check(!marks.isEmpty(), "takes from an empty stack");
    return popFrom(marks.pop());
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.peek();
  }

  private List<Object> popFrom(int position) {
    List<Object> top = stack.subList(position, stack.size());
    List<Object> popped = new ArrayList<>(top);
    top.clear();
    return popped;
  }

  private static <T> T required(Class<T> type, Object value, String otherwise)
      throws MalformedFileException {
    check(type.isInstance(value), otherwise);
    return type.cast(value);
  }

  private static void check(boolean sound, String otherwise) throws MalformedFileException {
    if (!sound) {
      throw new MalformedFileException("its pickle " + otherwise);
    }
  }
}
