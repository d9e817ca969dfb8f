"""Turn by turn: A B C A B C …, so that whatever the machine does meanwhile befalls everybody."""

import dataclasses
import statistics

from comparison import sgemm
from comparison.sides import say


@dataclasses.dataclass(frozen=True)
class Ratio:
    """Of each round its own; never one of medians."""

    rounds: list

    @property
    def median(self):
        return statistics.median(self.rounds)

    def __str__(self):
        return f"{self.median:.2f} ({min(self.rounds):.2f}–{max(self.rounds):.2f})"


def ratio(above, below):
    return Ratio([a / b for a, b in zip(above, below)])


def turns(what, told, sides):
    """Seconds of each side in each round, once each has run for a while."""
    say(f"{what}: to warm up")
    for run in sides.values():
        left = told.warm_up
        while left > 0:
            left -= run()
    seconds = {name: [] for name in sides}
    for number in range(told.rounds):
        say(f"{what}: round {number + 1}")
        for name, run in sides.items():
            seconds[name].append(run())
    return seconds


def row(row, sides, inputs, told):
    """A line of the report for each of our settings."""
    runs = {}
    for setting, process in sides.ours.items():
        runs[setting] = asking(process, row.words(inputs, row.layout))
    for name in row.against:
        runs[name] = asking(sides.peers[name], row.words(inputs, name))
    seconds = turns(row.title, told, runs)
    items = row.items(inputs)
    for setting in sides.ours:
        ratios = {name: ratio(seconds[name], seconds[setting]) for name in row.against}
        yield {
            "key": row.key,
            "figure": row.title,
            "setting": str(setting),
            "ours": rate(seconds[setting], items),
            "peers": {name: rate(seconds[name], items) for name in row.against},
            "ratios": {name: ratios[name].rounds for name in row.against},
            "best": min(row.against, key=lambda name: statistics.median(seconds[name])),
            "wanted": row.wanted.get(setting.precision),
        }


def asking(process, words):
    return lambda: process.seconds(*words)


def rate(seconds, items):
    """Pictures or texts a second."""
    return items / statistics.median(seconds)


def callers(sides, inputs, told, number=32):
    """Many callers of one picture each, against one with batches: both ours."""
    model, count = "sentence-transformers", inputs.counts["small"]
    runs = {}
    for setting, process in sides.ours.items():
        batches = ["pictures", model, inputs.small, count, number]
        runs[setting, "batches"] = asking(process, batches)
        runs[setting, "callers"] = asking(process, ["callers", model, number, inputs.small, count])
    title = f"{number} concurrent callers, one picture each, against one caller with batches of {number}"
    seconds = turns(title, told, runs)
    for setting in sides.ours:
        alone, together = seconds[setting, "batches"], seconds[setting, "callers"]
        yield {
            "key": "callers",
            "figure": title,
            "setting": str(setting),
            "ours": rate(together, count),
            "peers": {"ours in batches": rate(alone, count)},
            "ratios": {"ours in batches": ratio(alone, together).rounds},
            "best": "ours in batches",
            "wanted": 0.9,
        }


def share_of_sgemm(sides, size, told, batch, side):
    """The vision tower alone, as a share of what the cores reach in a product of two large matrices."""
    runs = {}
    for setting, process in sides.ours.items():
        runs[setting] = asking(process, ["network", "sentence-transformers", batch])
    for library, peer in (("torch", "transformers"), ("onnxruntime", "onnxruntime")):
        runs[library] = best_of_three(sides.peers[peer], ["sgemm", library, side])
    title = f"network alone, batch {batch}: share of the sgemm peak"
    seconds = turns(title, told, runs)
    peaks = [sgemm.product_operations(side) / min(both) for both in zip(seconds["torch"], seconds["onnxruntime"])]
    operations = batch * sgemm.image_operations(size)
    for setting in sides.ours:
        shares = [operations / taken / peak for taken, peak in zip(seconds[setting], peaks)]
        yield {
            "key": "sgemm",
            "figure": title,
            "setting": str(setting),
            "ours": rate(seconds[setting], batch),
            "peers": {"sgemm, GFLOP/s": statistics.median(peaks) / 1e9},
            "ratios": {"sgemm, GFLOP/s": shares},
            "best": "sgemm, GFLOP/s",
            "wanted": 0.9 if setting.precision == "float32" else None,
        }


def best_of_three(process, words):
    return lambda: min(process.seconds(*words) for _ in range(3))


def mini(sides, inputs, told):
    """The embedded model: pictures a second, against no one."""
    count = inputs.counts["small"]
    runs = {
        setting: asking(process, ["pictures", "mini", inputs.small, count, count])
        for setting, process in sides.ours.items()
        if setting.precision == "float32"
    }
    for setting in runs:
        sides.ours[setting].ask("open", "mini", *setting.words("open-clip", "mini"))
    title = "mini, 640×480 JPEGs a second, over 40"
    seconds = turns(title, told, runs)
    for setting in runs:
        yield {
            "key": "mini",
            "figure": title,
            "setting": str(setting),
            "ours": rate(seconds[setting], count),
            "peers": {},
            "ratios": {"40 a second": [count / taken / 40 for taken in seconds[setting]]},
            "best": "40 a second",
            "wanted": 1,
        }
