package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** URLs whose server takes its time, alone and sixteen at once, with a sound picture among them. */
final class SlowCalls {
  private static final List<String> PATHS =
      List.of("drip", "drip-head", "hang", "circle", "endless", "status");
  private static final int MANY = 16;

  private final ImageSpace space;
  private final String server;
  private final ImageSource sound;

  private SlowCalls(ImageSpace space, int port) throws IOException {
    this.space = space;
    this.server = "http://127.0.0.1:%d/".formatted(port);
    this.sound = ImageSource.of(SmallFiles.smooth(102, "png"));
  }

  static Call.Source of(ImageSpace space, int port) throws IOException {
    SlowCalls calls = new SlowCalls(space, port);
    List<Call.Source> sources = new ArrayList<>();
    for (String path : PATHS) {
      sources.add(random -> calls.one(path, random));
      sources.add(random -> calls.many(path, random));
    }
    return Call.Source.inTurn(sources);
  }

  private Call one(String path, SplittableRandom random) {
    return Call.items(path, space, List.of(picture(path, random)));
  }

  private Call many(String path, SplittableRandom random) {
    List<ImageData> items = new ArrayList<>(List.of(ImageData.of(sound)));
    for (int i = 0; i < MANY; i++) {
      items.add(picture(path, random));
    }
    return Call.items("16 × " + path, space, items);
  }

  /** A number makes it another URL: equal ones are loaded once. */
  private ImageData picture(String path, SplittableRandom random) {
    return ImageData.of(ImageSource.of(URI.create(server + path + "?" + random.nextInt(1 << 30))));
  }
}
