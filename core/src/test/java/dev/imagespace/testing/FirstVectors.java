package dev.imagespace.testing;

import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.Schema;
import dev.imagespace.execution.Execution;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A JVM of its own that opens a model in one class loader after the other, as web applications of
 * one server do, and embeds a text in each: it says how often each made the vector of the first.
 */
public final class FirstVectors {
  private FirstVectors() {}

  /** An engine, or "tokens" to count them without one; and how many class loaders. */
  public static void main(String... arguments) throws Exception {
    List<Supplier<float[]>> texts = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      ClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      texts.add(opened(loader, arguments[0]));
    }
    float[] first = texts.get(0).get();
    long equal =
        texts.stream().filter(text -> Arrays.equals(text.get(), first)).count()
            + texts.stream().filter(text -> Arrays.equals(text.get(), first)).count();
    System.out.println(equal + " times the same " + first.length + " numbers");
  }

  @SuppressWarnings("unchecked")
  private static Supplier<float[]> opened(ClassLoader loader, String engine) throws Exception {
    return (Supplier<float[]>)
        loader
            .loadClass(FirstVectors.class.getName() + "$Text")
            .getConstructor(String.class)
            .newInstance(engine);
  }

  private static URL[] classPath() throws MalformedURLException {
    String separator = System.getProperty("path.separator");
    List<URL> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(separator, -1)) {
      entries.add(new File(entry).toURI().toURL());
    }
    return entries.toArray(URL[]::new);
  }

  /** A model that is open, and the vector of a text by it. */
  public static final class Text implements Supplier<float[]> {
    private final ImageSpace space;
    private final boolean tokens;

    public Text(String engine) {
      tokens = engine.equals("tokens");
      Schema item = Schema.named("Item");
      space =
          ImageSpace.builder()
              .image(item.blob("image").with(item.string("description")))
              .model(Goldens.model("st-tiny-vit").toString())
              .execution(Execution.builder().backend(tokens ? null : engine).threads(1).build())
              .build();
    }

    @Override
    public float[] get() {
      return tokens
          ? new float[] {space.countTokens("a photo of a dog")}
          : space.embedTexts(List.of("a photo of a dog"), Normalization.L2).get(0);
    }
  }
}
