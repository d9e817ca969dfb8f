/** What concurrent callers want from a network, gathered into batches and run by workers. */
@NullMarked
package dev.imagespace.encode.batch;

import org.jspecify.annotations.NullMarked;
