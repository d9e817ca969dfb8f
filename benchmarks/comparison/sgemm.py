"""What this machine's cores can do: a product of two large matrices; and what a network asks of them."""

import functools

import numpy as np

from comparison.checkpoints import PATCH, SIDE


@functools.lru_cache
def multiplication(library, side):
    """The product of two matrices as a call, ready to be timed."""
    random = np.random.default_rng(side)
    left, right = (random.standard_normal((side, side), dtype=np.float32) for _ in range(2))
    if library == "torch":
        import torch

        left, right = torch.from_numpy(left), torch.from_numpy(right)
        return lambda: torch.mm(left, right)
    session = onnxruntime_session(right)
    return lambda: session.run(None, {"left": left})


def onnxruntime_session(right):
    """The right matrix is a weight, as in a network, so that ONNX Runtime may pack it beforehand."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    shape = list(right.shape)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["left", "right"], ["product"])],
        "sgemm",
        [helper.make_tensor_value_info("left", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("product", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(right, "right")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def product_operations(side):
    return 2 * side**3


def image_operations(size):
    """Multiplications and additions of one picture through the vision tower, as it is computed here.

    The last block keeps one row: its queries, its output and its MLP are computed for that row alone.
    """
    width, layers, _ = size["vision"]
    patches = (SIDE // PATCH) ** 2
    rows = patches + 1
    patch_embedding = 2 * patches * 3 * PATCH**2 * width
    key_value = 2 * rows * width * 2 * width
    projection = 2 * width * size["dimension"]
    return (
        patch_embedding
        + (layers - 1) * (key_value + block_operations(rows, rows, width))
        + (key_value + block_operations(1, rows, width))
        + projection
    )


def block_operations(queries, keys, width):
    """Queries, scores and their sums, output and MLP of so many rows."""
    return queries * (2 * width**2 + 4 * keys * width + 2 * width**2 + 16 * width**2)
