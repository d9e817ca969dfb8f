/** Campaigns of hostile files: thousands of mutations, opened in a JVM that may die of them. */
package dev.imagespace.testing.mutation;
