import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes the files whose names come in, one a line, and writes of each: a word, and a line that
 * says why not, or the numbers and bytes of the picture. parity.py reads it.
 */
final class Decode {
  private static final ImageLimits LIMITS =
      new ImageLimits(120_000_000L, 65_535, 200L << 20);

  private Decode() {}

  public static void main(String[] arguments) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new DataOutputStream(System.out);
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      try {
        write(Pictures.exact().decode(bytes, LIMITS), out);
      } catch (ImageRejectedException e) {
        out.writeUTF("refused");
        out.writeUTF(e.reason() + " " + e.getMessage());
      } catch (Throwable e) {
        out.writeUTF("broken");
        out.writeUTF(e.toString());
      }
      out.flush();
    }
  }

  private static void write(DecodedImage image, DataOutputStream out) throws IOException {
    out.writeUTF("decoded");
    out.writeUTF(image.mode().name());
    out.writeInt(image.width());
    out.writeInt(image.height());
    out.writeInt(image.orientation());
    ColorKey key = image.colorKey();
    out.writeUTF(key == null ? "" : key.red() + " " + key.green() + " " + key.blue());
    boolean indexed = image.mode() == DecodedImage.Mode.PALETTE;
    bytes(indexed ? image.palette().rgb() : new byte[0], out);
    bytes(indexed && image.palette().alpha() != null ? image.palette().alpha() : new byte[0], out);
    bytes(image.samples(), out);
  }

  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
