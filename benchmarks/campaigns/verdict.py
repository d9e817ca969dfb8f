"""From what a campaign wrote to what it shows."""

import collections
import statistics

KINDS = ["text", "picture", "described picture", "batch"]
PHASES = ["lone", "few", "alike", "mixed"]
ANSWERED = "answered"
# Of our own packages, or a cancellation: all else is a bug.
EXPECTED = ("dev.imagespace.", "java.util.concurrent.CancellationException")
# Another batch adds up in another order; float32.
FARTHEST = 1e-4
P99_GROWTH = 2
MEMORY_GROWTH = 1.1
THREADS_GROWTH = 1.25


def of(directory, death, judged):
    calls = [line.split("\t") for line in lines(directory / "calls.tsv")]
    vitals = [line.split("\t") for line in lines(directory / "vitals.tsv")]
    # Written at the end, which a process that died did not reach: that it died is told.
    summary = lines(directory / "summary.tsv") or ["0\tnan\t0"]
    mix_ups, farthest, busy = summary[0].split("\t")
    report = {
        "latency": latency(calls),
        "outcomes": outcomes(calls),
        "longest": longest(calls),
        "memory": growth([int(resident) for phase, resident, _ in vitals if phase == "mixed"], statistics.median),
        "threads": growth([int(threads) for phase, _, threads in vitals if phase == "mixed"], max),
        "mix-ups": int(mix_ups),
        "farthest": float(farthest),
        "busy decoders": int(busy),
        "out of memory in the log": (directory / "log").read_text(errors="replace").count("OutOfMemoryError"),
        "died": death,
    }
    report["broken"] = broken(report, judged)
    return report


def lines(file):
    if not file.exists():
        return []
    whole = file.read_text(encoding="utf-8", errors="replace")
    # A process that dies may leave half a line.
    return whole[: whole.rfind("\n") + 1].splitlines()


def latency(calls):
    """Milliseconds of good callers by kind and phase: median, 99th percentile, and how many calls."""
    taken = collections.defaultdict(list)
    for phase, role, kind, millis, _ in calls:
        if role == "good" and phase in PHASES:
            taken[kind, phase].append(float(millis))
    figures = {kind: {} for kind in KINDS}
    for (kind, phase), millis in taken.items():
        figures[kind][phase] = {
            "p50": statistics.median(millis),
            "p99": percentile(millis, 0.99),
            "calls": len(millis),
        }
    return figures


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def outcomes(calls):
    counted = collections.Counter((role, outcome) for _, role, _, _, outcome in calls)
    return [{"role": role, "outcome": outcome, "calls": n} for (role, outcome), n in sorted(counted.items())]


def longest(calls):
    """The slowest call of each kind, slowest kinds first."""
    worst = {}
    for phase, role, kind, millis, outcome in calls:
        if float(millis) > worst.get((role, kind), (0,))[0]:
            worst[role, kind] = float(millis), outcome
    ordered = sorted(worst.items(), key=lambda item: -item[1][0])
    return [{"role": r, "kind": k, "millis": m, "outcome": o} for (r, k), (m, o) in ordered]


def growth(samples, of):
    """From the second quarter to the last: by the second, all has been used that will be."""
    if len(samples) < 8:
        return None
    quarter = len(samples) // 4
    return {"second quarter": of(samples[quarter : 2 * quarter]), "last quarter": of(samples[-quarter:]), "most": max(samples)}


def broken(report, judged):
    """The limits that do not hold; latency and growth only where a run was long enough to show them."""
    found = [f"the process died: {report['died']}"] if report["died"] else []
    for each in report["outcomes"]:
        told = f"{each['calls']} calls of {each['role']} callers ended in {each['outcome']}"
        expected = each["outcome"] == ANSWERED or each["outcome"].startswith(EXPECTED)
        if not expected or (each["role"] == "good" and each["outcome"] != ANSWERED):
            found.append(told)
    for count in ("mix-ups", "busy decoders", "out of memory in the log"):
        if report[count]:
            found.append(f"{count}: {report[count]}")
    if report["farthest"] > FARTHEST:
        found.append(f"a vector was {report['farthest']:.1e} from its own")
    return found + (slower(report["latency"]) + grown(report) if judged else [])


def slower(figures):
    if any(not {"alike", "mixed"} <= phases.keys() for phases in figures.values()):
        return ["not every kind of call was measured in every phase"]
    return [
        f"{kind}: p99 {phases['mixed']['p99']:.0f} ms among others, {phases['alike']['p99']:.0f} ms among its like"
        for kind, phases in figures.items()
        if phases["mixed"]["p99"] >= P99_GROWTH * phases["alike"]["p99"]
    ]


def grown(report):
    most = {"memory": MEMORY_GROWTH, "threads": THREADS_GROWTH}
    return [
        f"{what} grew from {report[what]['second quarter']:.0f} to {report[what]['last quarter']:.0f}"
        for what, limit in most.items()
        if report[what] and report[what]["last quarter"] > limit * report[what]["second quarter"]
    ]


def table(report):
    told = ["| good callers, ms | " + " | ".join(f"{phase} p50 | p99" for phase in PHASES) + " | mixed/alike | mixed/few |"]
    told.append("|---|" + "---:|" * (2 * len(PHASES) + 2))
    for kind, phases in report["latency"].items():
        cells = [kind]
        for phase in PHASES:
            figures = phases.get(phase)
            cells += [f"{figures['p50']:.1f}", f"{figures['p99']:.1f}"] if figures else ["", ""]
        told.append("| " + " | ".join(cells + [ratio(phases, "alike"), ratio(phases, "few")]) + " |")
    told.append("")
    for each in report["longest"][:12]:
        told.append(f"- longest {each['kind']} of {each['role']}: {each['millis'] / 1000:.1f} s, {each['outcome']}")
    for each in report["outcomes"]:
        told.append(f"- {each['role']}: {each['calls']} × {each['outcome']}")
    for what, unit in (("memory", 2**20), ("threads", 1)):
        if report[what]:
            second, last, most = (value / unit for value in report[what].values())
            told.append(f"- {what}{', MiB' if unit > 1 else ''}: {second:.0f}, then {last:.0f}, at most {most:.0f}")
    for what in ("mix-ups", "farthest", "busy decoders", "out of memory in the log"):
        told.append(f"- {what}: {report[what]}")
    told += ["", "All limits hold." if not report["broken"] else "Broken:"]
    return "\n".join(told + [f"- {each}" for each in report["broken"]]) + "\n"


def ratio(phases, against):
    if "mixed" not in phases or against not in phases:
        return ""
    return f"{phases['mixed']['p99'] / phases[against]['p99']:.2f}"
