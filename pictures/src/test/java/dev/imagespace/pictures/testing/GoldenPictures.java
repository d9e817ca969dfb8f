package dev.imagespace.pictures.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The golden pictures, and what the Python peers made of them. */
public final class GoldenPictures {
  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("imagespace.golden")));

  private GoldenPictures() {}

  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  public static Path image(String name) {
    return path("images").resolve(name);
  }

  public static byte[] bytes(String name) {
    return bytes(image(name));
  }

  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DecodedImage decoded(String name) {
    return decoded(image(name));
  }

  public static DecodedImage decoded(Path file) {
    return Pictures.exact().decode(bytes(file), ImageLimits.defaults());
  }

  public static JsonObject json(String name) {
    try {
      return JsonParser.parseString(Files.readString(path(name))).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String sha256(float[] floats) {
    ByteBuffer buffer =
        ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return sha256(buffer.array());
  }
}
