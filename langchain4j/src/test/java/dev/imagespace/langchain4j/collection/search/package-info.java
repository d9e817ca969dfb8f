@NullMarked
package dev.imagespace.langchain4j.collection.search;

import org.jspecify.annotations.NullMarked;
