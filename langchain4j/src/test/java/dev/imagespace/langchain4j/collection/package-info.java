@NullMarked
package dev.imagespace.langchain4j.collection;

import org.jspecify.annotations.NullMarked;
