package dev.imagespace.image.load;

import dev.imagespace.image.AddressPolicy;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.Resources;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.image.url.HostResolver;
import dev.imagespace.image.url.UrlConnector;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.png.PngDecoder;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/** What the tests of URLs share: names that are known to them alone, and one address allowed. */
final class UrlFixture {
  static final byte[] PICTURE = GoldenPictures.bytes("rgb_1x1.png");
  static final String PICTURE_TEXT = new String(PICTURE, StandardCharsets.ISO_8859_1);

  /** The servers of the tests are on this machine: this address, and no other of it, is allowed. */
  static final AddressPolicy THE_TEST_ADDRESS =
      address ->
          address.getHostAddress().equals("127.0.0.1")
              || AddressPolicy.publicOnly().allows(address);

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "pictures.test", List.of("127.0.0.1"),
          "other.test", List.of("127.0.0.1"),
          "localhost", List.of("127.0.0.1"),
          "private.test", List.of("10.0.0.1"),
          "mixed.test", List.of("127.0.0.1", "192.168.0.1"),
          "metadata.test", List.of("169.254.169.254"),
          "six.test", List.of("::1"),
          "ula.test", List.of("fd00:ec2::254"),
          "nat64.test", List.of("64:ff9b::7f00:1"));

  private UrlFixture() {}

  static UrlPolicy.Builder policy(int... ports) {
    Set<Integer> allowed = Arrays.stream(ports).boxed().collect(Collectors.toSet());
    return UrlPolicy.builder()
        .enabled(true)
        .http(true)
        .allowedPorts(allowed)
        .addresses(THE_TEST_ADDRESS)
        .connectTimeout(Duration.ofSeconds(1))
        .readTimeout(Duration.ofMillis(400))
        .totalTimeout(Duration.ofMillis(900));
  }

  static ImageLoader loader(UrlPolicy policy) {
    return loader(policy, UrlFixture::resolve, UrlConnector.SYSTEM_TLS);
  }

  static ImageLoader loader(
      UrlPolicy policy, HostResolver resolver, Supplier<SSLSocketFactory> tls) {
    ImageLoading loading =
        ImageLoading.builder()
            .limits(new ImageLimits(10_000, 10_000, 100_000))
            .urls(policy)
            .build();
    return new ImageLoader(
        loading, Pictures.of(List.of(new PngDecoder())), Resources.shared(), resolver, tls);
  }

  static List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> found = new ArrayList<>();
    for (String text : NAMES.getOrDefault(host, List.of())) {
      found.add(InetAddress.getByName(text));
    }
    return found;
  }
}
