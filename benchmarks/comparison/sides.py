"""Who takes part: each of our settings and each peer, in a process of its own, with models open."""

import contextlib
import dataclasses
import sys

from comparison.process import CommandFailed, Process

# A process for each library; two ways to call one share it.
PEERS = {
    "sentence-transformers": ["sentence-transformers", "sentence-transformers-paths"],
    "transformers": ["transformers"],
    "open-clip": ["open-clip"],
    "onnxruntime": ["onnxruntime"],
}
HANDLERS = {"sentence-transformers": "SENTENCE_TRANSFORMERS", "open-clip": "OPEN_CLIP"}


@dataclasses.dataclass(frozen=True)
class Setting:
    """One way to run our side."""

    backend: str
    precision: str
    memory: str = "fast"

    def __str__(self):
        return f"{self.backend} {self.precision}" + (" low-memory" if self.memory == "low" else "")

    def words(self, layout, directory):
        return [HANDLERS[layout], directory, self.backend, self.precision, self.memory]


class Sides:
    """All processes; closed at the end of a with block."""

    def __init__(self, settings, models, logs):
        self.stack = contextlib.ExitStack()
        self.models = models
        self.ours, self.peers = {}, {}
        try:
            for library, names in PEERS.items():
                say(f"opening {library}")
                process = self.stack.enter_context(Process.peer(library, logs))
                for name in names:
                    process.ask("open", name, name, models[layout_of(name)])
                    self.peers[name] = process
            for setting in settings:
                say(f"opening ours, {setting}")
                self.ours[setting] = self.stack.enter_context(opened(setting, models, logs))
        except BaseException:
            self.stack.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return self.stack.__exit__(*exception)


def layout_of(peer):
    return "open-clip" if peer == "open-clip" else "sentence-transformers"


def opened(setting, models, logs):
    """Ours, with the model of each layout under its name."""
    process = Process.ours(str(setting), logs)
    try:
        for layout, directory in models.items():
            process.ask("open", layout, *setting.words(layout, directory))
    except CommandFailed:
        process.__exit__()
        raise
    return process


def say(what):
    print(what, file=sys.stderr, flush=True)
