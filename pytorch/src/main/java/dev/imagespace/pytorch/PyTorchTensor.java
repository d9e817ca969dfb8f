package dev.imagespace.pytorch;

import ai.djl.ndarray.NDArray;
import dev.imagespace.tensor.Tensor;

/** A value of one run. Never leaves this package. */
record PyTorchTensor(NDArray array) implements Tensor {}
