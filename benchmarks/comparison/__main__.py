"""Everything from files to table; run.py has prepared Python and Java."""

import os
import platform
import sys

from comparison import agreement, checkpoints, inputs, options, processes, report, rounds, rows, soak
from comparison.process import BENCHMARKS
from comparison.sides import Setting, Sides, layout_of, say

TARGET = BENCHMARKS / "target"
AGREEING_PICTURES = 8


def main():
    told = options.parse(sys.argv[1:])
    logs = TARGET / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    say("making models, pictures and texts, where they are not there")
    name = "tiny" if told.quick else "vit-b-32"
    tiny = checkpoints.make("tiny", TARGET / "fixtures" / "tiny")
    models = checkpoints.make(name, TARGET / "fixtures" / name)
    counts = (12, 2) if told.quick else (64, 8)
    given = inputs.Inputs(TARGET / "fixtures" / ("inputs-quick" if told.quick else "inputs"), *counts)
    settings = [
        Setting(backend, precision)
        for backend in told.backends.split(",")
        for precision in told.precisions.split(",")
        # PyTorch has one precision here.
        if (backend, precision) != ("pytorch", "int8")
    ]
    if told.soak:
        soak.run(settings, models, given, told.soak, logs)
    else:
        compare(told, settings, models, tiny, given, logs)


def compare(told, settings, models, tiny, given, logs):
    results, facts = [], [machine()]
    if told.quick:
        facts.append("Reduced size: this shows that everything works; the ratios mean nothing.")
    with Sides(settings, models, logs) as sides:
        facts += agreements(sides, given)
        for more in beside(sides, given, told):
            results += more
            # What is measured stays, whatever happens to the rest.
            report.save(results, facts, TARGET)
    if "fresh" in told.rows:
        results += processes.fresh(settings, str(models["sentence-transformers"]), told, logs)
    if "memory" in told.rows:
        low = [Setting(s.backend, s.precision, "low") for s in settings if s.backend == "onnx"]
        results += processes.memory(settings + low, models, tiny, given, logs)
    if told.quick:
        results = [result | {"wanted": None, "at most": None} for result in results]
    report.save(results, facts, TARGET)
    print((TARGET / "results.md").read_text(encoding="utf-8"))


def beside(sides, given, told):
    """The rows for which every side is there at once."""
    for row in rows.ROWS:
        if row.key in told.rows:
            yield rounds.row(row, sides, given, told)
    if "callers" in told.rows:
        yield rounds.callers(sides, given, told)
    if "sgemm" in told.rows:
        size = checkpoints.SIZES["tiny" if told.quick else "vit-b-32"]
        yield rounds.share_of_sgemm(sides, size, told, 32, 512 if told.quick else 4096)
    if "mini" in told.rows:
        yield rounds.mini(sides, given, told)


def agreements(sides, given):
    """One line for each pair of ours and theirs that read the same layout."""
    theirs = {
        name: agreement.vectors(process, name, given, TARGET, AGREEING_PICTURES)
        for name, process in sides.peers.items()
    }
    for setting, process in sides.ours.items():
        for name, expected in theirs.items():
            ours = agreement.vectors(process, layout_of(name), given, TARGET, AGREEING_PICTURES)
            yield agreement.check(ours, setting.precision, expected, (f"ours, {setting}", name))


def machine():
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {threads} threads"


main()
