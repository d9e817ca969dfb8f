package dev.imagespace.autoconfigure;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/** The meters of spaces: what each measures, in which unit, and by which keys. */
public enum ImageSpaceMeterDocumentation implements MeterDocumentation {
  /** Pictures that were loaded or rejected: reading, waits, decoding and preprocessing. */
  PICTURES(
      "imagespace.pictures",
      Meter.Type.TIMER,
      null,
      KeyNames.SPACE,
      KeyNames.FORMAT,
      KeyNames.OUTCOME),
  /** Until the bytes of a picture were there. */
  READING("imagespace.pictures.reading", Meter.Type.TIMER, null, KeyNames.SPACE, KeyNames.OUTCOME),
  /** Bytes of the encoded pictures. */
  PICTURE_BYTES(
      "imagespace.pictures.size",
      Meter.Type.DISTRIBUTION_SUMMARY,
      "bytes",
      KeyNames.SPACE,
      KeyNames.FORMAT),
  /** Batches that went through a network. */
  BATCHES(
      "imagespace.batches",
      Meter.Type.TIMER,
      null,
      KeyNames.SPACE,
      KeyNames.TOWER,
      KeyNames.OUTCOME),
  /** The longest wait of a picture or text for its batch. */
  WAITING("imagespace.batches.waiting", Meter.Type.TIMER, null, KeyNames.SPACE, KeyNames.TOWER),
  /** Pictures or texts of a batch. */
  BATCH_SIZE(
      "imagespace.batches.size",
      Meter.Type.DISTRIBUTION_SUMMARY,
      null,
      KeyNames.SPACE,
      KeyNames.TOWER),
  /** Weights that were read into native memory, the first pass included. */
  WEIGHTS_LOADING(
      "imagespace.weights.loading", Meter.Type.TIMER, null, KeyNames.SPACE, KeyNames.TOWER),
  /** Weights that were freed, as nobody used them. */
  WEIGHTS_RELEASES(
      "imagespace.weights.releases", Meter.Type.COUNTER, null, KeyNames.SPACE, KeyNames.TOWER),
  /** Native memory that weights take. */
  WEIGHTS_MEMORY("imagespace.weights.memory", Meter.Type.GAUGE, "bytes", KeyNames.SPACE),
  /** Pictures or texts that wait for a network. */
  QUEUE("imagespace.queue", Meter.Type.GAUGE, null, KeyNames.SPACE, KeyNames.TOWER),
  /** Memory of the pictures being loaded, of all spaces that share it. */
  PICTURE_MEMORY("imagespace.pictures.memory", Meter.Type.GAUGE, "bytes", KeyNames.SPACE),
  /** What that memory may be at most. */
  PICTURE_MEMORY_MAX("imagespace.pictures.memory.max", Meter.Type.GAUGE, "bytes", KeyNames.SPACE),
  /** Decoders past their deadline that do not end. */
  STUCK_DECODERS("imagespace.decoders.stuck", Meter.Type.GAUGE, null, KeyNames.SPACE),
  /** Files of models that were downloaded, or were not. */
  DOWNLOADS("imagespace.downloads", Meter.Type.COUNTER, null, KeyNames.OUTCOME);

  private final String meter;
  private final Meter.Type type;
  private final @Nullable String unit;

  @SuppressWarnings("ImmutableEnumChecker") // Handed out as a copy alone.
  private final KeyName[] keys;

  ImageSpaceMeterDocumentation(
      String meter, Meter.Type type, @Nullable String unit, KeyName... keys) {
    this.meter = meter;
    this.type = type;
    this.unit = unit;
    this.keys = keys;
  }

  @Override
  public String getName() {
    return meter;
  }

  @Override
  public Meter.Type getType() {
    return type;
  }

  @Override
  public @Nullable String getBaseUnit() {
    return unit;
  }

  @Override
  public KeyName[] getKeyNames() {
    return keys.clone();
  }

  /** Keys of few values; none names a picture, a text or an address. */
  public enum KeyNames implements KeyName {
    /** "default", the name of the space in the properties, or "own". */
    SPACE("space"),
    /** "image" or "text". */
    TOWER("tower"),
    /** As "png"; "unknown" where a picture was rejected before it was known. */
    FORMAT("format"),
    /** "success", "failure", or why a picture was rejected, as "too_large". */
    OUTCOME("outcome");

    private final String key;

    KeyNames(String key) {
      this.key = key;
    }

    @Override
    public String asString() {
      return key;
    }
  }
}
