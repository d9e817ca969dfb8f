/** A hub on loopback for the tests of the client: its protocol, and what goes wrong on purpose. */
package dev.imagespace.testing.hub;
