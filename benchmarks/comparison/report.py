"""The table as Markdown, and every round as JSON."""

import json
import statistics

HEADER = ("figure", "ours", "a second, or as said", "best peer", "ratio (min–max)", "wanted", "the others")


def lines(results):
    rows = [HEADER] + [cells(result) for result in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def cells(result):
    best = result["best"]
    others = [name for name in result["ratios"] if name != best]
    return (
        result["figure"],
        result["setting"],
        f"{result['ours']:.2f}",
        f"{best} {result['peers'][best]:.2f}" if best in result["peers"] else best,
        spread(result["ratios"][best]),
        wanted(result),
        ", ".join(f"{name} {statistics.median(result['ratios'][name]):.2f}" for name in others),
    )


def spread(rounds):
    return f"{statistics.median(rounds):.2f} ({min(rounds):.2f}–{max(rounds):.2f})"


def wanted(result):
    reached = statistics.median(result["ratios"][result["best"]])
    if result.get("at most"):
        return f"≤ {result['at most']} {'yes' if reached <= result['at most'] else 'no'}"
    if result["wanted"]:
        return f"≥ {result['wanted']} {'yes' if reached >= result['wanted'] else 'no'}"
    return "–"


def save(results, facts, directory):
    table = "\n".join(lines(results))
    notes = "\n".join(f"- {fact}" for fact in facts)
    (directory / "results.md").write_text(f"{table}\n\n{notes}\n", encoding="utf-8")
    everything = {"facts": facts, "results": results}
    (directory / "results.json").write_text(json.dumps(everything, indent=1), encoding="utf-8")
