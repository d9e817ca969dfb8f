/** What the tests share: the goldens and how a vector is compared with one. */
package dev.imagespace.testing;
