package dev.imagespace.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MetaCLIP 2's table of tokens, of more bytes than a buffer holds. */
class HugeTensorTests {
  private static final long ROWS = 901_629;
  private static final long WIDTH = 1_280;

  /** The fingerprint's way, and that of weights which are converted into a file. */
  @ParameterizedTest
  @EnumSource(names = {"F32", "F16"})
  void itsValuesAreReadInStretches(StoredType type) {
    Table table = new Table(type);
    AtomicLong bytes = new AtomicLong();

    Float32Values.read(table, table.tensor, piece -> bytes.addAndGet(piece.remaining()));

    assertThat(bytes).hasValue(ROWS * WIDTH * Float.BYTES);
    assertThat(table.read).isEqualTo(ROWS * WIDTH);
  }

  @Test
  void asAWholeItIsRefusedByName() {
    Table table = new Table(StoredType.F16);
    Parameter parameter = new Weights(table, Weights.Naming.asIs()).get("tokens", ROWS, WIDTH);

    assertThatThrownBy(parameter::values)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("'tokens'", "4,616,340,480", "2,147,483,647");
  }

  /** Gives zeros, and notes how many elements it was asked for, one stretch behind the other. */
  private static final class Table implements TensorSource {
    private final StoredTensor tensor;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 28);
    private long read;

    Table(StoredType type) {
      StoredFile nowhere = StoredFile.arriving(Path.of("made.safetensors"));
      tensor = new StoredTensor("tokens", type, List.of(ROWS, WIDTH), nowhere, 0);
    }

    @Override
    public Map<String, StoredTensor> tensors() {
      return Map.of("tokens", tensor);
    }

    @Override
    public ByteBuffer read(StoredTensor whole) {
      throw new AssertionError("read as a whole");
    }

    @Override
    public ByteBuffer read(StoredTensor whole, long first, long end) {
      assertThat(first).isEqualTo(read);
      read = end;
      int bytes = Math.toIntExact((end - first) * whole.type().bytes());
      return zeros.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String describe() {
      return "made.safetensors";
    }
  }
}
