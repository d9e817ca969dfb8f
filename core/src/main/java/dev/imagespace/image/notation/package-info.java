/** How URIs, hosts, blocks of addresses and base64 are written. */
@NullMarked
package dev.imagespace.image.notation;

import org.jspecify.annotations.NullMarked;
