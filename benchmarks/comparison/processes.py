"""Figures of whole processes: from their start to the first vector, and what they keep in memory."""

import json
import os
import statistics
import subprocess
import sys
import time
import zipfile

from comparison import checkpoints
from comparison.process import ROOT, Process, environment, java
from comparison.rounds import ratio, turns

TEXT = "a red bicycle"
PYTHON = """
import sys
from sentence_transformers import SentenceTransformer
print(len(SentenceTransformer(sys.argv[1], device="cpu").encode(sys.argv[2])))
"""
SAMPLE = ROOT / "sample-app"
JAR = SAMPLE / "target" / "imagespace-sample-app.jar"


def first_line(command, given, log):
    """Seconds from the start to the first line of output; the process then ends by itself."""
    start = time.perf_counter()
    with open(log, "w") as errors, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment()
    ) as process:
        process.stdin.write(given.encode())
        process.stdin.close()
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
        process.stdout.read()
    if process.returncode or not line.strip() or b'"error"' in line:
        raise RuntimeError(f"{command} ended with {process.returncode} and {line}; see {log}")
    return seconds


def fresh(settings, model, told, logs):
    """A script of sentence-transformers against a JVM, and against the sample application."""
    log = logs / "fresh-process.log"
    runs = {"sentence-transformers": lambda: first_line([sys.executable, "-c", PYTHON, model, TEXT], "", log)}
    for setting in settings:
        words = map(str, setting.words("sentence-transformers", model))
        runs[f"{setting}, java -cp"] = starting(java("FirstText", *words, TEXT), "", log)
        if not in_sample(setting.backend):
            continue
        properties = [
            "embed",
            f"--imagespace.model={model}",
            "--imagespace.model-handler=SENTENCE_TRANSFORMERS",
            f"--imagespace.backend={setting.backend}",
            f"--imagespace.precision={setting.precision}",
            f"--imagespace.sample.data-dir={logs}",
        ]
        line = json.dumps({"text": TEXT}) + "\n"
        runs[f"{setting}, java -jar"] = starting([java("")[0], "-jar", str(JAR), *properties], line, log)
        if os.name == "posix":
            script = [str(SAMPLE / "imagespace"), *properties]
            runs[f"{setting}, sample-app/imagespace"] = starting(script, line, log)
    seconds = turns("fresh process to first text vector", told, runs)
    theirs = seconds.pop("sentence-transformers")
    for name, taken in seconds.items():
        yield {
            "key": "fresh",
            "figure": "fresh process to first text vector, in seconds",
            "setting": name,
            "ours": statistics.median(taken),
            "peers": {"sentence-transformers": statistics.median(theirs)},
            "ratios": {"sentence-transformers": ratio(theirs, taken).rounds},
            "best": "sentence-transformers",
            "wanted": 2 if "float32" in name else None,
        }


def in_sample(backend):
    """Whether the sample application brings the engine along; PyTorch's is part of core."""
    with zipfile.ZipFile(JAR) as jar:
        return backend == "pytorch" or any(f"imagespace-{backend}-" in name for name in jar.namelist())


def starting(command, given, log):
    return lambda: first_line(command, given, log)


def memory(settings, models, tiny, inputs, logs):
    """Resident after load and first vectors minus before, over the bytes of the weights.

    Twice: in a bare process, so that the engine's own libraries and buffers count, and in one in
    which a tiny model has run before, which leaves what this model costs.
    """
    weights = checkpoints.weight_bytes(models["sentence-transformers"])
    for setting in settings:
        for before in ("in a bare process", "after another model"):
            with Process.ours(f"memory {setting}", logs) as process:
                if before == "after another model":
                    load(process, "tiny", setting, tiny, inputs)
                    process.ask("close", "tiny")
                empty = resident(process)
                load(process, "model", setting, models, inputs)
                full = resident(process)
            yield {
                "key": "memory",
                "figure": f"memory over bytes of weights, {before}, in MiB",
                "setting": str(setting),
                "ours": (full[0] - empty[0]) / 2**20,
                "peers": {"weights, MiB": weights / 2**20},
                "ratios": {"weights, MiB": [(full[0] - empty[0]) / weights]},
                "best": "weights, MiB",
                "at most": 2.2 if setting.backend == "onnx" and setting.memory == "fast" else 1.2,
                "anonymous, MiB": (full[1] - empty[1]) / 2**20,
                "mapped, MiB": (full[2] - empty[2]) / 2**20,
            }


def load(process, name, setting, models, inputs):
    process.ask("open", name, *setting.words("sentence-transformers", models["sentence-transformers"]))
    process.ask("singles", name, inputs.small, 2)
    process.ask("queries", name, inputs.queries)


def resident(process):
    return [int(number) for number in process.ask("memory").split()]
