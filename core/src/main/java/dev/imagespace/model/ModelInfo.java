package dev.imagespace.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Describes a loaded model. Immutable.
 *
 * @param model name that the user set
 * @param architecture in words, such as "ViT 12×768, patch 32; text transformer 12×512"
 * @param dimension of its vectors
 * @param parameters in both towers
 * @param preprocessing in words
 * @param tokenizer in words
 * @param contextLength maximum number of tokens that the text tower reads
 * @param origin on the hub, with commit and licence; null for a directory
 * @param directory of its files
 * @param engine that runs it, in words, such as "pytorch on cpu, float32"
 * @param weightLicence licence of its weights, as far as it is known
 * @param unitParts whether the library whose files it has divides the vector of a picture, and that
 *     of its description, by its length before they are added
 */
public record ModelInfo(
    String model,
    ModelHandler handler,
    String architecture,
    int dimension,
    long parameters,
    String preprocessing,
    String tokenizer,
    int contextLength,
    @Nullable ModelOrigin origin,
    Path directory,
    String engine,
    WeightLicence weightLicence,
    boolean unitParts) {}
