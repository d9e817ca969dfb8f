/**
 * What the JDK cannot do to the process that it runs in: change the environment that native
 * libraries read, and give back the memory that they have freed.
 */
@NullMarked
package dev.imagespace.process;

import org.jspecify.annotations.NullMarked;
