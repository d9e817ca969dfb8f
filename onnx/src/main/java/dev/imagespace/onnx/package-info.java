/**
 * Records a network's forward pass into an ONNX graph in memory, with the weights left in the files
 * of the checkpoint, and runs the graph on ONNX Runtime.
 */
@NullMarked
package dev.imagespace.onnx;

import org.jspecify.annotations.NullMarked;
