@NullMarked
package dev.imagespace.langchain4j.collection.source;

import org.jspecify.annotations.NullMarked;
