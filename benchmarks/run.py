#!/usr/bin/env python3
"""Runs ImageSpace beside the Python originals: python3 benchmarks/run.py --help.

Makes a virtual environment with the peers below benchmarks/target, builds our jars, and hands over
to the package comparison.
"""

import os
import pathlib
import subprocess
import sys
import venv

BENCHMARKS = pathlib.Path(__file__).resolve().parent
ROOT = BENCHMARKS.parent
ENVIRONMENT = BENCHMARKS / "target" / "python"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = BENCHMARKS / "requirements.txt"


def peers():
    """The virtual environment, renewed when the list of requirements is another one."""
    installed = ENVIRONMENT / "installed.txt"
    if installed.exists() and installed.read_text() == REQUIREMENTS.read_text():
        return
    print("installing the peers, some two gigabytes", file=sys.stderr, flush=True)
    venv.create(ENVIRONMENT, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "-r", REQUIREMENTS], check=True)
    installed.write_text(REQUIREMENTS.read_text())


def jars():
    print("building", file=sys.stderr, flush=True)
    wrapper = ROOT / ("mvnw.cmd" if os.name == "nt" else "mvnw")
    modules = ["-pl", "benchmarks,sample-app", "-am"]
    subprocess.run([wrapper, "-q", "-Dquick", "package", *modules], cwd=ROOT, check=True)


def main():
    sys.path.insert(0, str(BENCHMARKS))
    from comparison import options

    told = options.parse(sys.argv[1:])
    peers()
    if not told.no_build:
        jars()
    environment = os.environ | {"PYTHONPATH": str(BENCHMARKS)}
    command = [PYTHON, "-m", "comparison", *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=environment).returncode)


if __name__ == "__main__":
    main()
