@NullMarked
package dev.imagespace.langchain4j.collection.spaces;

import org.jspecify.annotations.NullMarked;
