"""Many callers with inputs of their own, for a long time: no vector may be another's, no byte may stay."""

import statistics

from comparison.process import Process
from comparison.sides import say

CALLERS = 32
CALLS = 5000
# Growth from the first quarter to the last; a leak of half a megabyte a call would be far above.
GROWTH = 1.05
UNBOUNDED = 10**9


class SoakFailed(Exception):
    pass


def run(settings, models, inputs, seconds, logs):
    for setting in settings:
        with Process.ours(f"soak {setting}", logs) as process:
            words = setting.words("sentence-transformers", models["sentence-transformers"])
            process.ask("open", "model", *words)
            files = [inputs.small, inputs.counts["small"], inputs.queries]
            say(f"{setting}: {CALLERS} callers for {seconds} seconds")
            judge(setting, process.ask("soak", "model", CALLERS, seconds, UNBOUNDED, *files), seconds)
            calls = min(CALLS, 100 * seconds)
            say(f"{setting}: {calls} calls of one caller")
            judge(setting, process.ask("soak", "model", 1, 3600, calls, *files), seconds)


def judge(setting, answer, seconds):
    calls, mix_ups, farthest, samples = answer.split()
    memory = [int(sample) / 2**20 for sample in samples.split(",")]
    quarter = max(1, len(memory) // 4)
    first, last = statistics.median(memory[:quarter]), statistics.median(memory[-quarter:])
    print(
        f"{setting}: {calls} calls, {mix_ups} mix-ups, farthest from alone {float(farthest):.1e},"
        f" memory {first:.0f} MiB, then {last:.0f} MiB, at most {max(memory):.0f} MiB",
        flush=True,
    )
    if int(mix_ups):
        raise SoakFailed(f"{mix_ups} vectors were another input's")
    # A short run is all warm-up: it shows nothing about growth.
    if seconds >= 60 and last > GROWTH * first:
        raise SoakFailed(f"memory grew from {first:.0f} to {last:.0f} MiB")
