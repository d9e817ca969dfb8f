package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedProgramTests {
  private static final int DIMENSION = 4;
  private static final Batch TWO = new Batch(2, 1);

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 6, 7, 9, 16})
  void vectorsThatAreNotWholeAreNotHandedOn(int numbers) {
    Program program = checked(() -> new float[numbers], List.of());

    assertThatThrownBy(() -> program.run(TWO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gave %d numbers for 2 inputs", numbers)
        .hasMessageContaining("imagespace.backend");
    assertThatThrownBy(() -> program.runOnOneProcessor(TWO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void wholeVectorsAre() {
    assertThat(checked(() -> new float[8], List.of()).run(TWO)).hasSize(8);
  }

  @Test
  void aPageThatCannotBeReadIsAFileThatWasCut() {
    Program program =
        checked(
            () -> {
              throw new InternalError("a fault occurred in an unsafe memory access operation");
            },
            List.of());

    assertThatThrownBy(() -> program.run(TWO))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("was cut while it was in use");
  }

  @Test
  void vectorsOfARunThatSawTheFileChangeAreNotHandedOn(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("weights"), new byte[16]);
    StoredTensor tensor =
        new StoredTensor("a", StoredType.F32, List.of(4L), StoredFile.opened(file), 0);
    Program program =
        checked(
            () -> {
              cut(file);
              return new float[8];
            },
            List.of(tensor));

    assertThatThrownBy(() -> program.run(TWO))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("it had 16 bytes and has 8");
  }

  private static void cut(Path file) {
    try {
      Files.write(file, new byte[8]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Program checked(Supplier<float[]> run, List<StoredTensor> weights) {
    Program program =
        new Program() {
          @Override
          public float[] run(Batch batch) {
            return run.get();
          }

          @Override
          public boolean isLoaded() {
            return true;
          }

          @Override
          public void release() {}
        };
    return new CheckedProgram(program, DIMENSION, weights);
  }
}
