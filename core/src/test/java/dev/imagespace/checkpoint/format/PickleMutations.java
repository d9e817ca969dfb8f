package dev.imagespace.checkpoint.format;

import dev.imagespace.testing.mutation.ByteMutations;
import dev.imagespace.testing.mutation.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small state dict with changes in its pickle or in the zip file around it. */
public final class PickleMutations implements Subject {
  private static final String FILE = "model.bin";

  /** Every operation that the reader knows, and some that it does not. */
  private static final byte[] OPERATIONS = {
    'N',
    'K',
    'M',
    'J',
    'G',
    'X',
    '(',
    ']',
    '}',
    ')',
    't',
    'a',
    'e',
    's',
    'u',
    'q',
    'r',
    'h',
    'j',
    'c',
    'R',
    'Q',
    'b',
    '.',
    '0',
    '2',
    'i',
    'o',
    'V',
    (byte) 0x80,
    (byte) 0x85,
    (byte) 0x86,
    (byte) 0x87,
    (byte) 0x88,
    (byte) 0x8a,
    (byte) 0x8c,
    (byte) 0x8d,
    (byte) 0x93,
    (byte) 0x94,
    (byte) 0x95
  };

  @Override
  public void write(RandomGenerator random, Path directory) throws IOException {
    byte[] pickle = stateDict();
    byte[] file =
        switch (random.nextInt(3)) {
          case 0 -> archive(ByteMutations.of(pickle, random));
          case 1 -> {
            for (int i = random.nextInt(2); i >= 0; i--) {
              pickle[random.nextInt(pickle.length)] = OPERATIONS[random.nextInt(OPERATIONS.length)];
            }
            yield archive(pickle);
          }
          default -> damaged(archive(pickle), random);
        };
    Files.write(directory.resolve(FILE), file);
  }

  /** The zip file of torch.save around a pickle, with one storage. */
  static byte[] archive(byte[] pickle) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("m/data.pkl", pickle);
    entries.put("m/data/0", new byte[24]);
    entries.put("m/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    return zip(entries);
  }

  /** The directory at the end says where all else lies: it is changed as often as the rest. */
  private static byte[] damaged(byte[] zip, RandomGenerator random) {
    if (random.nextBoolean()) {
      return ByteMutations.of(zip, random);
    }
    byte[] damaged = zip.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged[zip.length - 1 - random.nextInt(zip.length / 4)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static byte[] stateDict() {
    return new MadePickle()
        .op('}', 'q', 0, '(')
        .text("a")
        .op('q', 1)
        .tensor("FloatStorage", "0", 0, new int[] {2, 3}, 3, 1)
        .text("b")
        .tensor("HalfStorage", "0", 2, new int[] {3, 2}, 1, 3)
        .text("c")
        .tensor("LongStorage", "0", 0, new int[] {})
        .op('u')
        .end();
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        CRC32 checksum = new CRC32();
        checksum.update(content.getValue());
        ZipEntry entry = new ZipEntry(content.getKey());
        entry.setSize(content.getValue().length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void open(Path directory) {
    SafetensorsMutations.readAll(TorchFile.open(directory.resolve(FILE)));
  }
}
