package dev.imagespace;

import org.jspecify.annotations.Nullable;

/**
 * The vector of an item, and those of its parts. A part's vector is what the network gave, neither
 * scaled nor normalised: with them an item is weighted anew, or a score is told by its parts,
 * without a run of the network. Equal parts of one call may share an array; do not write into it.
 *
 * @param vector the item's: {@link ImageSpace#length()} floats, not shared with anyone
 * @param image the picture's; null if the item has none
 * @param description the description's; null if the item has none
 * @param tokens of the description that the model read; 0 if there is none
 * @param truncated whether the description has more tokens, which the model did not read
 */
public record ItemEmbedding(
    float[] vector,
    float @Nullable [] image,
    float @Nullable [] description,
    int tokens,
    boolean truncated) {}
