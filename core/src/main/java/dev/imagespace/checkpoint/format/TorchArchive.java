package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.GitLfs;
import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.TorchObjects.Tensor;
import dev.imagespace.checkpoint.format.ZipDirectory.Entry;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The zip file of {@code torch.save}: one directory with the pickle and the storages in it. */
final class TorchArchive {
  private static final String PICKLE = "data.pkl";
  private static final long MAX_PICKLE_BYTES = HeapShare.of(32, 64L << 20);

  /** Aligned to nothing, so that nobody maps it. */
  static final long NO_PLACE = -1;

  private static final int ZIP_MAGIC = 0x04034b50;
  private static final int LFS_BYTES = 64;

  private final SeekableByteChannel channel;
  private final ZipDirectory zip;
  private final Map<String, Entry> entries;
  private final String directory;

  private TorchArchive(
      SeekableByteChannel channel, ZipDirectory zip, Map<String, Entry> entries, String directory) {
    this.channel = channel;
    this.zip = zip;
    this.entries = entries;
    this.directory = directory;
  }

  static TorchArchive open(SeekableByteChannel channel) throws IOException, MalformedFileException {
    if (channel.size() < Integer.BYTES
        || TensorReads.bytes(channel, 0, Integer.BYTES).getInt() != ZIP_MAGIC) {
      boolean pointer =
          channel.size() >= LFS_BYTES
              && GitLfs.isPointer(TensorReads.bytes(channel, 0, LFS_BYTES).array());
      throw new MalformedFileException(
          pointer
              ? GitLfs.WHAT
              : "it is no zip file, so it is damaged or was saved before PyTorch 1.6");
    }
    ZipDirectory zip = new ZipDirectory(channel);
    Map<String, Entry> entries = zip.entries();
    List<String> pickles =
        entries.keySet().stream()
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw new MalformedFileException("it has %d entries %s".formatted(pickles.size(), PICKLE));
    }
    String pickle = pickles.get(0);
    TorchArchive archive =
        new TorchArchive(
            channel, zip, entries, pickle.substring(0, pickle.length() - PICKLE.length()));
    archive.checkKind();
    return archive;
  }

  private void checkKind() throws IOException, MalformedFileException {
    if (entries.containsKey(directory + "constants.pkl")) {
      throw new MalformedFileException("it is a TorchScript program and no state dict");
    }
    if (entries.containsKey(directory + "byteorder")) {
      String order = StandardCharsets.US_ASCII.decode(content("byteorder", 16)).toString();
      if (!order.equals("little")) {
        throw new MalformedFileException("its byte order is '%s'".formatted(Shown.of(order)));
      }
    }
  }

  Object pickle() throws IOException, MalformedFileException {
    return PickleReader.read(content(PICKLE, MAX_PICKLE_BYTES));
  }

  private ByteBuffer content(String name, long limit) throws IOException, MalformedFileException {
    Entry entry = entry(name);
    if (entry.size() > limit) {
      throw new MalformedFileException(
          "its '%s' has %,d bytes; the limit is %,d".formatted(name, entry.size(), limit));
    }
    return TensorReads.bytes(channel, zip.dataOffset(entry), (int) entry.size());
  }

  /** The tensor in the file, its place included. */
  StoredTensor placed(String name, Tensor tensor, StoredFile file)
      throws IOException, MalformedFileException {
    StoredTensor stored = described(name, tensor, file);
    long storage = zip.dataOffset(storage(tensor));
    long offset = storage + tensor.offset() * stored.type().bytes();
    return new StoredTensor(name, stored.type(), stored.shape(), file, offset);
  }

  private Entry storage(Tensor tensor) throws MalformedFileException {
    return entry("data/" + tensor.storage().key());
  }

  /** The tensor, checked against the storage that it lies in; without its place, which is far. */
  StoredTensor described(String name, Tensor tensor, StoredFile file)
      throws MalformedFileException {
    StoredType type = type(name, tensor.storage().type());
    Entry storage = storage(tensor);
    try {
      // A tensor that repeats its elements could take more memory than its file has bytes.
      long needed =
          Math.max(
              Math.addExact(tensor.offset(), StridedRegion.span(tensor.shape(), tensor.strides())),
              StoredTensor.elements(tensor.shape()));
      if (tensor.offset() < 0 || Math.multiplyExact(needed, (long) type.bytes()) > storage.size()) {
        throw new MalformedFileException(
            "tensor '%s' reaches behind its storage of %,d bytes"
                .formatted(Shown.of(name), storage.size()));
      }
    } catch (ArithmeticException e) {
      throw new MalformedFileException(
          "tensor '%s' has the impossible shape %s".formatted(Shown.of(name), tensor.shape()));
    }
    return new StoredTensor(name, type, tensor.shape(), file, NO_PLACE);
  }

  private Entry entry(String name) throws MalformedFileException {
    Entry entry = entries.get(directory + name);
    if (entry == null) {
      throw new MalformedFileException(
          "its entry '%s' is missing".formatted(Shown.of(directory + name)));
    }
    if (entry.compressed()) {
      throw new MalformedFileException(
          "its entry '%s' is compressed, as torch.save never does"
              .formatted(Shown.of(directory + name)));
    }
    return entry;
  }

  private static StoredType type(String tensor, String storage) throws MalformedFileException {
    return switch (storage) {
      case "FloatStorage" -> StoredType.F32;
      case "HalfStorage" -> StoredType.F16;
      case "BFloat16Storage" -> StoredType.BF16;
      case "LongStorage" -> StoredType.I64;
      case "DoubleStorage" -> StoredType.F64;
      case "IntStorage" -> StoredType.I32;
      case "ShortStorage" -> StoredType.I16;
      case "CharStorage" -> StoredType.I8;
      case "ByteStorage" -> StoredType.U8;
      case "BoolStorage" -> StoredType.BOOL;
      case "ComplexFloatStorage" -> StoredType.C64;
      default ->
          throw new MalformedFileException(
              "tensor '%s' is stored as %s, which is not read"
                  .formatted(Shown.of(tensor), Shown.of(storage.replace("Storage", ""))));
    };
  }
}
