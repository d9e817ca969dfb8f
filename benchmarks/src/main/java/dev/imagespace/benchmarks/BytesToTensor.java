package dev.imagespace.benchmarks;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A JPEG to the floats of ViT-B/32; {@code benchmarks/run.py} makes the files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class BytesToTensor {
  private static final int SIDE = 224;

  /** In the directory that the property {@code pictures} names. */
  @Param({"large/00.jpg", "small/00.jpg"})
  public String picture = "";

  private final ImageLoader exact = new ImageLoader(ImageLimits.defaults());
  private final ImageLoader fast =
      ImageLoader.sampling(ImageLoading.defaults(), Resources.shared(), SIDE);
  private final ImagePreprocessor preprocessor =
      new ImagePreprocessor(
          new PreprocessConfig(
              SIDE,
              SIDE,
              List.of(.48145466f, .4578275f, .40821073f),
              List.of(.26862954f, .26130258f, .27577711f),
              Interpolation.BICUBIC,
              ResizeMode.SHORTEST,
              0,
              Peer.SENTENCE_TRANSFORMERS),
          ImagePolicy.REFERENCE);
  private ImageSource source = ImageSource.of(new byte[0]);

  /** Reads the file once. */
  @Setup
  public void read() throws IOException {
    Path folder = Path.of(System.getProperty("pictures", "target/fixtures/inputs"));
    source = ImageSource.of(Files.readAllBytes(folder.resolve(picture)));
  }

  /** Every pixel. */
  @Benchmark
  public float[] exact() {
    return preprocessor.preprocess(exact.load(source));
  }

  /** The property {@code imagespace.image.decode=fast}. */
  @Benchmark
  public float[] fast() {
    return preprocessor.preprocess(fast.load(source));
  }
}
