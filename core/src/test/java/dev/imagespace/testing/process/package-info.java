/** What an engine does to the process that it runs in, seen from outside. */
package dev.imagespace.testing.process;
