"""Nothing is timed before the vectors are equal: a faster wrong answer is no gain."""

import numpy as np

TOLERANCE = 5e-5
LEAST_COSINE = 0.99


class VectorsDiffer(Exception):
    pass


def vectors(process, model, inputs, directory, pictures):
    """Rows of some small pictures and of all queries, as the network gave them."""
    out = directory / "vectors.f32"
    process.ask("vectors", model, inputs.small, pictures, inputs.queries, out)
    rows = pictures + len(inputs.queries.read_text().splitlines())
    values = np.fromfile(out, "<f4").reshape(rows, -1)
    if not np.isfinite(values).all():
        raise VectorsDiffer(f"{process.label} gave numbers that are not finite")
    return values


def farthest(ours, theirs):
    """The largest difference of two components, over the vector's largest."""
    return float((abs(ours - theirs).max(1) / abs(theirs).max(1)).max())


def least_cosine(ours, theirs):
    dots = (ours * theirs).sum(1)
    return float((dots / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)).min())


def check(ours, precision, theirs, names):
    """One line of the report; an exception where the vectors are not those of the peer."""
    distance, cosine = farthest(ours, theirs), least_cosine(ours, theirs)
    line = f"{names[0]} against {names[1]}: distance {distance:.1e}, least cosine {cosine:.6f}"
    right = distance <= TOLERANCE if precision == "float32" else cosine >= LEAST_COSINE
    if not right:
        raise VectorsDiffer(line)
    return line
