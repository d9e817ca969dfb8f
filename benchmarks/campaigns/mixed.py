#!/usr/bin/env python3
"""32 callers with good, bad, slow and hostile inputs on one space: mixed.py --help.

Phases take turns: one good caller, 8 of them, 32 of them, and 8 of them among 4 bad, 8 slow and 12
hostile ones. What a good caller waits among the others is judged by what it waits among 31 of its
own kind: the share of the processors that it is due is the same. What happens to it beside 7 is
told, too.
"""

import argparse
import json
import pathlib
import subprocess
import sys

BENCHMARKS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCHMARKS))

from campaigns import verdict  # noqa: E402
from campaigns.slow_server import SlowServer  # noqa: E402
from comparison.process import class_path, environment  # noqa: E402

TARGET = BENCHMARKS / "target" / "campaigns"
SHARES = {
    False: {"lone": 0.1, "few": 0.15, "alike": 0.25, "mixed": 0.5},
    True: {"lone": 0.05, "few": 0.05, "alike": 0.15, "mixed": 0.75},
}
MAIN = "dev.imagespace.benchmarks.campaign.MixedCampaign"
# Seconds of one URL and, beyond the time of a phase, of all its calls: more than all their deadlines together.
DEADLINES = {True: (5, 60), False: (30, 120)}


def main():
    told = options()
    passed = [run(backend, told) for backend in told.backends.split(",")]
    sys.exit(0 if all(passed) else 1)


def options():
    parser = argparse.ArgumentParser(description="Good, bad, slow and hostile callers on one space.")
    parser.add_argument("--seconds", type=int, default=600, help="of all phases (default 600)")
    parser.add_argument("--rounds", type=int, default=3, help="of the phases (default 3)")
    parser.add_argument("--quick", action="store_true", help="20 seconds in one round, latency told but not judged")
    parser.add_argument("--backends", default="pytorch,onnx", help="parted by commas (default both)")
    parser.add_argument("--java", default="java", help="the JVM to run on (default java)")
    parser.add_argument("--heap", default="768m", help="-Xmx (default 768m)")
    parser.add_argument("--data", default="4g", help="most bytes of anonymous memory, on Linux (default 4g)")
    parser.add_argument("--model", default="mini", help="or a directory")
    parser.add_argument("--handler", default="OPEN_CLIP", help="of the model (default OPEN_CLIP)")
    told = parser.parse_args()
    if told.quick:
        told.seconds, told.rounds = 20, 1
    return told


def run(backend, told):
    directory = TARGET / f"mixed-{backend}"
    directory.mkdir(parents=True, exist_ok=True)
    for left in directory.iterdir():
        left.unlink()
    with SlowServer() as server:
        death = process(command(backend, told, directory, server.port), directory, told)
    report = verdict.of(directory, death, judged=not told.quick)
    print(f"## mixed, {backend}, {told.java}, {told.heap}, {told.seconds} s\n\n{verdict.table(report)}", flush=True)
    (directory / "report.json").write_text(json.dumps(report, indent=2))
    return not report["broken"]


def command(backend, told, directory, port):
    phases = ["warm-up=3" if told.quick else "warm-up=10"]
    for _ in range(told.rounds):
        each = SHARES[told.quick].items()
        phases += [f"{phase}={round(told.seconds * share / told.rounds)}" for phase, share in each]
    # The heap is there from the start: what grows is something else.
    heap = [f"-Xmx{told.heap}", f"-Xms{told.heap}", "-XX:+AlwaysPreTouch", f"-XX:ErrorFile={directory}/hs_err.log"]
    words = [told.handler, told.model, backend, port, *DEADLINES[told.quick], directory, *phases]
    return [told.java, *heap, "-cp", class_path(), MAIN, *map(str, words)]


def process(command, directory, told):
    """How the process died, if it did."""
    seconds = told.seconds + (told.rounds + 1) * (60 + DEADLINES[told.quick][1])
    with open(directory / "log", "w") as log:
        try:
            ended = subprocess.run(
                command,
                stdout=log,
                stderr=log,
                env=environment(),
                timeout=seconds,
                preexec_fn=limited(told.data),
            )
        except subprocess.TimeoutExpired:
            return f"still running after {seconds} s"
    return f"exit code {ended.returncode}" if ended.returncode else None


def limited(data):
    """For a machine that others use: what the process takes beside its heap has an end."""
    if sys.platform != "linux":
        return None
    import resource

    size = int(data[:-1]) << {"m": 20, "g": 30}[data[-1].lower()]
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (size, size))


if __name__ == "__main__":
    main()
