"""The other end of the line: a process that is told what to do and answers with a line."""

import os
import pathlib
import subprocess
import sys
import time

BENCHMARKS = pathlib.Path(__file__).resolve().parents[1]
ROOT = BENCHMARKS.parent
# Until the threads of the others, which wait busily for a while, have gone to sleep.
QUIET = 0.2


class CommandFailed(Exception):
    pass


def environment():
    """No network, and none of the settings with which a machine may have tuned OpenBLAS for itself."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return inherited | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(BENCHMARKS), "TOKENIZERS_PARALLELISM": "true"}


def class_path():
    libraries = (BENCHMARKS / "target" / "classpath").read_text().strip()
    return os.pathsep.join([str(BENCHMARKS / "target" / "classes"), libraries])


def java(main, *arguments):
    home = os.environ.get("JAVA_HOME")
    binary = str(pathlib.Path(home, "bin", "java")) if home else "java"
    return [binary, "-cp", class_path(), f"dev.imagespace.benchmarks.{main}", *arguments]


class Process:
    """One side of the comparison; closed at the end of a with block."""

    def __init__(self, label, command, log):
        self.label = label
        self.log = log
        self.pipe = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(log, "w"),
            env=environment(),
            text=True,
            encoding="utf-8",
        )

    @classmethod
    def ours(cls, label, logs):
        return cls(label, java("BenchmarkProcess"), logs / f"{label.replace(' ', '-')}.log")

    @classmethod
    def peer(cls, label, logs):
        return cls(label, [sys.executable, "-m", "comparison.serve"], logs / f"{label}.log")

    def ask(self, command, *words):
        self.pipe.stdin.write("\t".join([command, *map(str, words)]) + "\n")
        self.pipe.stdin.flush()
        line = self.pipe.stdout.readline().rstrip("\n")
        kind, _, answer = line.partition("\t")
        if kind != "ok":
            reason = answer or f"it ended; see {self.log}"
            raise CommandFailed(f"{self.label}, {command} {' '.join(map(str, words))}: {reason}")
        return answer

    def seconds(self, command, *words):
        time.sleep(QUIET)
        return float(self.ask(command, *words))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pipe.stdin.close()
        try:
            self.pipe.wait(30)
        except subprocess.TimeoutExpired:
            self.pipe.kill()
