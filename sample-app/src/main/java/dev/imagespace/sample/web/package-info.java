/** The search page and its HTTP interface. */
@NullMarked
package dev.imagespace.sample.web;

import org.jspecify.annotations.NullMarked;
