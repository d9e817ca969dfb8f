package dev.imagespace.model;

import dev.imagespace.natives.NativeDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the hub. Immutable; {@link #toString} does not show the token.
 *
 * @param endpoint address of the hub, or of a mirror with the same protocol
 * @param token sent to the endpoint only; null for none
 * @param offline whether opening sockets is forbidden
 * @param startTimeout limit for the small files of a model (configuration, tokenizer, headers)
 *     while an application starts
 * @param stallTimeout after which a transfer that makes no progress is restarted
 * @param connections parallel connections for one file
 * @param weights when to download them
 * @param licences of weights that may be used
 */
public record HubSettings(
    URI endpoint,
    @Nullable String token,
    boolean offline,
    Duration startTimeout,
    Duration stallTimeout,
    int connections,
    WeightFetch weights,
    LicencePolicy licences) {
  private static final URI HUGGING_FACE = URI.create("https://huggingface.co");
  private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

  /** When to download the weights of a model that is not in the cache. */
  public enum WeightFetch {
    /** In the background, beginning at start; a caller that needs them earlier waits. */
    BACKGROUND,
    /** Before the model opens. */
    BLOCK,
    /** When a tower runs for the first time. */
    ON_DEMAND
  }

  /** Which licences of weights are accepted. */
  public enum LicencePolicy {
    /** Every one. */
    ANY,
    /** Those that are known to allow commercial use. */
    COMMERCIAL
  }

  public HubSettings {
    String scheme = String.valueOf(endpoint.getScheme());
    if (!Set.of("http", "https").contains(scheme) || endpoint.getHost() == null) {
      throw notAnAddress(endpoint.toString());
    }
    if (endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The hub's endpoint '%s' has a name or a password in it, which would not be sent. Take it out of 'imagespace.hub.endpoint' (HF_ENDPOINT); a token is set by 'imagespace.hub.token' (HF_TOKEN)."
              .formatted(withoutCredentials(endpoint.toString())));
    }
    if (connections < 1) {
      throw new IllegalArgumentException(
          "%d connections to the hub; 'imagespace.hub.connections' is at least 1."
              .formatted(connections));
    }
    requirePositive(startTimeout, "imagespace.hub.start-timeout");
    requirePositive(stallTimeout, "imagespace.hub.stall-timeout");
    endpoint = URI.create(endpoint.toString().replaceAll("/+$", ""));
    token = token == null || token.isBlank() ? null : token.strip();
  }

  private static IllegalArgumentException notAnAddress(String endpoint) {
    return new IllegalArgumentException(
        "The hub's endpoint '%s' is not an http(s) address. Check 'imagespace.hub.endpoint' (HF_ENDPOINT)."
            .formatted(withoutCredentials(endpoint)));
  }

  /** The address without user and password, for messages and logs. */
  private static String withoutCredentials(String address) {
    return address.replaceAll("//[^/]*@", "//***@");
  }

  private static void requirePositive(Duration duration, String property) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "'%s' is %s; it must be longer than nothing.".formatted(property, duration));
    }
  }

  /** Settings from the environment variables of the Hugging Face tools, such as HF_ENDPOINT. */
  public static HubSettings fromEnvironment() {
    return from(System.getenv());
  }

  static HubSettings from(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    String offline = environment.first("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE").orElse("");
    return new HubSettings(
        environment.first("HF_ENDPOINT").map(HubSettings::address).orElse(HUGGING_FACE),
        token(environment),
        TRUE.contains(offline.toLowerCase(Locale.ROOT)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        4,
        WeightFetch.BACKGROUND,
        LicencePolicy.ANY);
  }

  private static URI address(String endpoint) {
    try {
      return new URI(endpoint.strip());
    } catch (URISyntaxException e) {
      throw notAnAddress(endpoint);
    }
  }

  /** HF_TOKEN, else the token file of {@code hf auth login}. */
  private static @Nullable String token(Environment environment) {
    Optional<String> token = environment.first("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
    if (token.isPresent()) {
      return token.get();
    }
    Path path =
        environment.path("HF_TOKEN_PATH").orElseGet(() -> home(environment).resolve("token"));
    try {
      return Files.isRegularFile(path) ? Files.readString(path) : null;
    } catch (IOException notOurs) {
      return null;
    }
  }

  /**
   * The cache directory of the Hugging Face tools: HF_HUB_CACHE, else {@code hub} in HF_HOME, else
   * in {@code huggingface} of XDG_CACHE_HOME or {@code ~/.cache}.
   */
  public static Path defaultCacheDirectory() {
    return defaultCacheDirectory(System.getenv());
  }

  static Path defaultCacheDirectory(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return environment
        .path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
        .orElseGet(() -> homeOrPrivate(environment).resolve("hub"));
  }

  /**
   * The cache directory of sentence-transformers alone, by SENTENCE_TRANSFORMERS_HOME; null where
   * it has none.
   */
  public static @Nullable Path sentenceTransformersHome() {
    return sentenceTransformersHome(System.getenv());
  }

  static @Nullable Path sentenceTransformersHome(Map<String, String> variables) {
    return new Environment(variables).path("SENTENCE_TRANSFORMERS_HOME").orElse(null);
  }

  /** Java reports the home '?' for a user without one; that is not a directory. */
  private static Path homeOrPrivate(Environment environment) {
    Path home = home(environment);
    return home.startsWith("?") ? NativeDirectory.inUse() : home;
  }

  /** The directory in which the Hugging Face tools keep the cache and the token file. */
  private static Path home(Environment environment) {
    return environment
        .path("HF_HOME")
        .orElseGet(
            () ->
                environment
                    .path("XDG_CACHE_HOME")
                    .orElseGet(() -> environment.userHome().resolve(".cache"))
                    .resolve("huggingface"));
  }

  public HubSettings withEndpoint(URI other) {
    return new HubSettings(
        other, token, offline, startTimeout, stallTimeout, connections, weights, licences);
  }

  public HubSettings withToken(@Nullable String other) {
    return new HubSettings(
        endpoint, other, offline, startTimeout, stallTimeout, connections, weights, licences);
  }

  public HubSettings withOffline(boolean other) {
    return new HubSettings(
        endpoint, token, other, startTimeout, stallTimeout, connections, weights, licences);
  }

  public HubSettings withStartTimeout(Duration other) {
    return new HubSettings(
        endpoint, token, offline, other, stallTimeout, connections, weights, licences);
  }

  public HubSettings withStallTimeout(Duration other) {
    return new HubSettings(
        endpoint, token, offline, startTimeout, other, connections, weights, licences);
  }

  public HubSettings withConnections(int other) {
    return new HubSettings(
        endpoint, token, offline, startTimeout, stallTimeout, other, weights, licences);
  }

  public HubSettings withWeights(WeightFetch other) {
    return new HubSettings(
        endpoint, token, offline, startTimeout, stallTimeout, connections, other, licences);
  }

  public HubSettings withLicences(LicencePolicy other) {
    return new HubSettings(
        endpoint, token, offline, startTimeout, stallTimeout, connections, weights, other);
  }

  @Override
  public String toString() {
    return "%s%s%s, weights %s"
        .formatted(
            endpoint, token == null ? "" : " with a token", offline ? ", offline" : "", weights);
  }
}
