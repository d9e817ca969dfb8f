/**
 * What networks are built of: attention, MLPs, norms, and blocks of these.
 *
 * <p>Letters in comments: B items in a batch, Q queries and K tokens of an item, L tokens in the
 * longest text, D width of a layer, H and W height and width of a picture or feature map, P patches
 * of a picture. Names of weights are OpenCLIP's; a checkpoint with other names is renamed where it
 * is read.
 */
@NullMarked
package dev.imagespace.tower.block;

import org.jspecify.annotations.NullMarked;
