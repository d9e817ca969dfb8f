package dev.imagespace.tensor.djl;

import ai.djl.ndarray.NDArray;
import dev.imagespace.tensor.Tensor;

/** A value of one run. Never leaves this package. */
record DjlTensor(NDArray array) implements Tensor {}
