/** Pictures by HTTP: which URLs are allowed, connections, answers. */
@NullMarked
package dev.imagespace.image.url;

import org.jspecify.annotations.NullMarked;
