#!/usr/bin/env python3
"""All campaigns, one after the other: run.py --help.

Mutated files in a JVM that may die of them, SIGTERM under load, and callers of every sort at once.
Ends with 1 where any of them found something.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

CAMPAIGNS = pathlib.Path(__file__).resolve().parent
ROOT = CAMPAIGNS.parents[1]
MUTATIONS = 50_000
# For each JDK and engine.
SIGTERM_ROUNDS = 10
# Tokenizers of both families: one repairs texts itself, the other leaves them to its natives.
MODELS = [("OPEN_CLIP", "mini"), ("SENTENCE_TRANSFORMERS", ROOT / "golden" / "models" / "st-tiny-vit")]


def main():
    told = options()
    if not told.no_build:
        maven("-Dquick", "package")
    failed = [name for name, campaign in CAMPAIGN.items() if name in told.campaigns and not campaign(told)]
    print(f"found something: {', '.join(failed)}" if failed else "All campaigns found nothing.", flush=True)
    sys.exit(1 if failed else 0)


def options():
    parser = argparse.ArgumentParser(description="Runs all campaigns.")
    parser.add_argument("--quick", action="store_true", help="two minutes in all, as in CI, whose tests have had the mutations")
    parser.add_argument("--java", action="append", help="a JVM to run on; may be given several times (default: java)")
    parser.add_argument("--only", dest="campaigns", default="", help=f"parted by commas, of {','.join(CAMPAIGN)}")
    parser.add_argument("--no-build", action="store_true", help="take the jars that are there")
    told = parser.parse_args()
    told.java = told.java or [str(pathlib.Path(home, "bin", "java")) if (home := os.environ.get("JAVA_HOME")) else "java"]
    told.campaigns = told.campaigns.split(",") if told.campaigns else list(CAMPAIGN)
    return told


def mutations(told):
    if told.quick:
        return True
    tests = ["-pl", "core", "-Dtest=None", "-Dit.test=*MutationsIT,HostileFilesIT"]
    lenient = ["-Dsurefire.failIfNoSpecifiedTests=false", f"-DargLine=-Dimagespace.mutations={MUTATIONS}"]
    return maven("verify", *tests, *lenient)


def sigterm(told):
    # It starts the sample application, whose script takes the home of a JDK.
    homes = [str(pathlib.Path(shutil.which(java)).resolve().parents[1]) for java in told.java]
    # In short, the engine that has a shutdown hook of its own.
    rounds = ["--rounds", "1", "--backends", "onnx"] if told.quick else ["--rounds", SIGTERM_ROUNDS]
    return succeeds([sys.executable, CAMPAIGNS / "sigterm.py", "--jdks", ",".join(homes), *rounds])


def mixed(told):
    # In the short form one model on one JVM has both engines; what is left out here, the long form has.
    models = MODELS[:1] if told.quick else MODELS
    javas = told.java[:1] if told.quick else told.java
    runs = [(java, handler, model) for java in javas for handler, model in models]
    quick = ["--quick"] if told.quick else []
    return all(
        [
            succeeds([sys.executable, CAMPAIGNS / "mixed.py", "--java", j, "--handler", h, "--model", m, *quick])
            for j, h, m in runs
        ]
    )


def maven(*arguments):
    return succeeds([ROOT / ("mvnw.cmd" if os.name == "nt" else "mvnw"), "-q", *arguments])


def succeeds(command):
    return subprocess.run([*map(str, command)], cwd=ROOT).returncode == 0


CAMPAIGN = {"mutations": mutations, "sigterm": sigterm, "mixed": mixed}

if __name__ == "__main__":
    main()
