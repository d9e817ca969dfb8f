"""The table: what is measured, against whom, and which ratio is wanted."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Row:
    """One figure. A ratio above 1 says that ours is faster."""

    key: str
    title: str
    words: callable  # of the inputs and the model's name in the process: what both sides are asked
    against: tuple  # the peers, of which the fastest counts
    layout: str = "sentence-transformers"
    items: callable = lambda inputs: 1  # how many pictures or texts the command embeds
    wanted: dict = dataclasses.field(default_factory=dict)


EVERY = ("sentence-transformers", "sentence-transformers-paths", "transformers", "open-clip", "onnxruntime")
SINGLES = 16


def pictures(name):
    def words(inputs, model):
        count = inputs.counts[name]
        return ["pictures", model, getattr(inputs, name), count, count]

    return words


ROWS = (
    Row(
        "single",
        "one picture at a time, 640×480 JPEG from disk",
        lambda inputs, model: ["singles", model, inputs.small, min(SINGLES, inputs.counts["small"])],
        EVERY,
        items=lambda inputs: min(SINGLES, inputs.counts["small"]),
        wanted={"float32": 1.8, "int8": 3},
    ),
    Row(
        "small",
        "directory of 640×480 JPEGs",
        pictures("small"),
        EVERY,
        items=lambda inputs: inputs.counts["small"],
        wanted={"float32": 1.35, "int8": 3.3},
    ),
    Row(
        "large",
        "directory of 12-megapixel JPEGs",
        pictures("large"),
        EVERY,
        items=lambda inputs: inputs.counts["large"],
        wanted={"float32": 2.5, "int8": 3},
    ),
    Row(
        "query",
        "one short query text, against sentence-transformers",
        lambda inputs, model: ["queries", model, inputs.queries],
        ("sentence-transformers",),
        items=lambda inputs: 32,
        wanted={"float32": 3, "int8": 4},
    ),
    Row(
        "query-open-clip",
        "one short query text, against open_clip (77 tokens)",
        lambda inputs, model: ["queries", model, inputs.queries],
        ("open-clip",),
        layout="open-clip",
        items=lambda inputs: 32,
        wanted={"float32": 8, "int8": 12},
    ),
    Row(
        "captions",
        "32 texts of 77 tokens in one call",
        lambda inputs, model: ["texts", model, inputs.captions],
        ("sentence-transformers", "transformers", "onnxruntime"),
        items=lambda inputs: 32,
    ),
    Row(
        "forward",
        "network alone on 32 pictures, pixels in memory",
        lambda inputs, model: ["network", model, 32],
        ("transformers", "open-clip", "onnxruntime"),
        items=lambda inputs: 32,
    ),
)

# The others are measured in ways of their own: rounds.py and processes.py.
KEYS = [row.key for row in ROWS] + ["callers", "sgemm", "mini", "fresh", "memory"]
