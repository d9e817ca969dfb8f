"""A peer in a process of its own, with its own threads: does what each line of standard input says.

The protocol is that of BenchmarkProcess.java: words parted by tabs, one line for an answer.
"""

import gc
import os
import pathlib
import sys
import time

import numpy as np


def files(directory, count):
    return sorted(pathlib.Path(directory).iterdir())[: int(count)]


def lines(file):
    return pathlib.Path(file).read_text(encoding="utf-8").splitlines()


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Process:
    def __init__(self):
        self.models = {}

    def open(self, name, peer, directory):
        from comparison.peers import PEERS

        def load():
            self.models[name] = PEERS[peer](directory)

        return timed(load)

    def singles(self, name, directory, count):
        model = self.models[name]
        return timed(lambda: [model.pictures([file]) for file in files(directory, count)])

    def pictures(self, name, directory, count, batch):
        model, some, size = self.models[name], files(directory, count), int(batch)
        return timed(lambda: [model.pictures(some[at : at + size]) for at in range(0, len(some), size)])

    def queries(self, name, file):
        model, texts = self.models[name], lines(file)
        return timed(lambda: [model.texts([text]) for text in texts])

    def texts(self, name, file):
        model, texts = self.models[name], lines(file)
        return timed(lambda: model.texts(texts))

    def network(self, name, batch):
        import torch

        model, pixels = self.models[name], torch.randn(int(batch), 3, 224, 224)
        return timed(lambda: model.network(pixels))

    def vectors(self, name, directory, count, texts, out):
        model = self.models[name]
        rows = [model.pictures(files(directory, count)), model.texts(lines(texts))]
        np.concatenate(rows).astype("<f4").tofile(out)

    def sgemm(self, name, side):
        """Two square matrices through torch; with ONNX Runtime, through a MatMul of its own."""
        from comparison.sgemm import multiplication

        return timed(multiplication(name, int(side)))

    def memory(self):
        gc.collect()
        status = dict(line.split(":", 1) for line in lines("/proc/self/status"))
        sizes = (int(status[key].split()[0]) * 1024 for key in ("VmRSS", "RssAnon", "RssFile"))
        return " ".join(map(str, sizes))


def main():
    # What libraries print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    process = Process()
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split("\t")
        try:
            result = getattr(process, command)(*words)
            answer = f"ok\t{'' if result is None else result}"
        except Exception as error:
            answer = "error\t" + " ".join(f"{type(error).__name__}: {error}".split())
        print(answer, file=answers, flush=True)


if __name__ == "__main__":
    main()
