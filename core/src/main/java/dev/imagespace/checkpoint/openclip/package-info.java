/** What {@code open_clip_config.json} says of towers and pictures. */
@NullMarked
package dev.imagespace.checkpoint.openclip;

import org.jspecify.annotations.NullMarked;
