"""What run.py can be told."""

import argparse

from comparison.rows import KEYS


def parse(arguments):
    parser = argparse.ArgumentParser(
        description="Runs ImageSpace beside sentence-transformers, transformers, open_clip and ONNX Runtime.",
        epilog=f"Rows: {' '.join(KEYS)}.",
    )
    parser.add_argument("--quick", action="store_true", help="a tiny network and one round: shows that all works")
    parser.add_argument("--rounds", type=int, help="of each row, after a warm-up (default 5)")
    parser.add_argument("--rows", default="", help="only these, parted by commas")
    parser.add_argument("--backends", default="pytorch,onnx", help="parted by commas (default both)")
    parser.add_argument("--precisions", default="float32,int8", help="parted by commas (default both)")
    parser.add_argument("--soak", type=int, metavar="SECONDS", help="instead: many callers for so long")
    parser.add_argument("--no-build", action="store_true", help="take the jars that are there")
    options = parser.parse_args(arguments)
    if options.rounds is None:
        options.rounds = 1 if options.quick else 5
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    # Seconds: until compilers, allocators and file caches have seen enough.
    options.warm_up = 0 if options.quick else 6
    options.rows = [row for row in options.rows.split(",") if row] or KEYS
    unknown = set(options.rows) - set(KEYS)
    if unknown:
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(KEYS)}")
    return options
