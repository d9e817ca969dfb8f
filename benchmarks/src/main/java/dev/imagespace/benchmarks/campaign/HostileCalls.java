package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is small to send and dear to take: each would keep the process busy, or fill it. Stateless.
 */
final class HostileCalls {
  private static final int LARGE_FILES = 16;
  private static final int LARGE_SIDE = 3_900;

  /** Milliseconds until a caller loses patience, at most. */
  private static final int PATIENCE = 50;

  private HostileCalls() {}

  static Call.Source of(ImageSpace space, Path directory, Call.Source good) throws IOException {
    List<Call> calls = new ArrayList<>(pictures(space));
    calls.addAll(texts(space));
    calls.add(Call.items("16 files of 45 MB", space, largeFiles(directory)));
    List<Call.Source> sources = new ArrayList<>();
    calls.forEach(call -> sources.add(random -> call));
    sources.add(random -> impatient(good.next(random), random));
    sources.add(random -> impatient(calls.get(random.nextInt(calls.size())), random));
    return Call.Source.inTurn(sources);
  }

  private static Call impatient(Call call, SplittableRandom random) {
    return Cancellation.of(call, random.nextInt(PATIENCE));
  }

  private static List<Call> pictures(ImageSpace space) throws IOException {
    return List.of(
        picture(space, "PNG of 120 million pixels", Pngs.gray(10_000, 12_000, 12_000)),
        picture(space, "interlaced PNG of 120 million", Pngs.interlaced(10_000, 12_000)),
        picture(space, "JPEG of 36 million pixels", SmallFiles.plain(6_000, "jpeg")),
        picture(space, "GIF of 36 million pixels", SmallFiles.plain(6_000, "gif")),
        picture(space, "TIFF with a tag 65,535 times", Tiffs.repeatedTag()),
        picture(space, "TIFF whose strips overflow", Tiffs.overflowingStrips()),
        picture(space, "WebP of 65,536 prefix groups", Webps.manyPrefixGroups()));
  }

  private static Call picture(ImageSpace space, String kind, byte[] bytes) {
    return Call.items(kind, space, List.of(ImageData.of(ImageSource.of(bytes))));
  }

  private static List<Call> texts(ImageSpace space) {
    List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "picture number " + i).toList();
    return List.of(
        text(space, "&amp;amp;… of 64,000", "&" + "amp;".repeat(16_000)),
        text(space, "mojibake of 64,000", "Ã¢â‚¬â„¢ÃƒÂ©".repeat(5_300)),
        text(space, "160,000 combining marks", "a\u0316\u0301".repeat(80_000)),
        text(space, "10 million CJK characters", "漢字".repeat(5_000_000)),
        text(space, "64,000 letters without a space", "a".repeat(64_000)),
        text(space, "64,000 ampersands", "&".repeat(64_000)),
        text(space, "64,000 halves of letters", "\ud83d".repeat(64_000)),
        Call.texts("10,000 texts", space, many));
  }

  private static Call text(ImageSpace space, String kind, String text) {
    return Call.texts(kind, space, List.of(text));
  }

  /** BMPs, black; the disk holds nothing but their headers. */
  private static List<ImageData> largeFiles(Path directory) throws IOException {
    int length = 54 + 3 * LARGE_SIDE * LARGE_SIDE;
    ByteBuffer head = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'B').put((byte) 'M').putInt(length).putInt(0).putInt(54).putInt(40);
    head.putInt(LARGE_SIDE).putInt(LARGE_SIDE).putShort((short) 1).putShort((short) 24);
    List<ImageData> files = new ArrayList<>();
    for (int i = 0; i < LARGE_FILES; i++) {
      Path file = directory.resolve("large-%d.bmp".formatted(i));
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.write(head.array());
        out.setLength(length);
      }
      files.add(ImageData.of(ImageSource.of(file)));
    }
    return files;
  }
}
