/** Several spaces in one index, such as one for the front of a product and one for its label. */
@NullMarked
package dev.imagespace.langchain4j.collection.spaces;

import org.jspecify.annotations.NullMarked;
