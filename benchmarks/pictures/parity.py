#!/usr/bin/env python3
"""Compares what ImageSpace decodes with what Pillow does, for each picture in folders.

    python3 benchmarks/pictures/parity.py FOLDER... [--classes pictures/target/classes] [--all] [--java java]

Needs Python 3.10, numpy, Pillow 13, and the compiled module pictures. Fetches nothing. Prints a line for each file
that differs or that only one of the two reads (--all: for each file), and a table at the end. Files that Pillow does
not take for one of the formats PNG, JPEG, GIF, BMP, WebP, TIFF are not counted, but for those that we alone read.
"""

import argparse
import collections
import pathlib
import struct
import subprocess
import sys
import warnings

import numpy
import PIL
from PIL import Image, ImageFile

FORMATS = {"PNG", "JPEG", "MPO", "GIF", "BMP", "DIB", "WEBP", "TIFF"}
MODES = {
    "BILEVEL": "1",
    "GRAY": "L",
    "GRAY16": "I;16",
    "GRAY_ALPHA": "LA",
    "PALETTE": "P",
    "RGB": "RGB",
    "RGBA": "RGBA",
    "CMYK": "CMYK",
    "YCBCR": "YCbCr",
    "INTEGER": "I",
    "FLOAT": "F",
}
BANDS = {"LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "YCbCr": 3}
NUMBERS = {"I;16": "<u2", "I": "<i4", "F": "<f4"}


class Ours:
    """One JVM for all files; a new one where it ended."""

    def __init__(self, java, classes):
        self.command = [java, "-Xmx3g", "-cp", classes, str(pathlib.Path(__file__).with_name("Decode.java"))]
        self.process = None

    def decode(self, path):
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        if self._text() != "decoded":
            return None, self._text()
        mode = MODES[self._text()]
        width, height, orientation = (self._int() for _ in range(3))
        key = [int(n) for n in self._text().split()]
        colours, alpha, samples = (self._bytes() for _ in range(3))
        kind = NUMBERS.get(mode, "u1")
        shape = (height, width) + ((BANDS[mode],) if mode in BANDS else ())
        return (mode, numpy.frombuffer(samples, kind).reshape(shape), colours, alpha), ""

    def _int(self):
        return struct.unpack(">i", self._read(4))[0]

    def _text(self):
        return self._read(struct.unpack(">H", self._read(2))[0]).decode(errors="replace")

    def _bytes(self):
        return self._read(self._int())

    def _read(self, count):
        data = self.process.stdout.read(count)
        if len(data) < count:
            raise EOFError("the JVM ended")
        return data


def pillow(path):
    """(format, mode, samples as an array: red, green, blue, alpha where they are in a palette)"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(path)
        form = image.format
        if form not in FORMATS:
            return None
        image.load()
    if image.mode in ("P", "PA"):
        return form, image.mode, numpy.asarray(image.convert("RGBA"))
    if image.mode == "1":
        image = image.convert("L")
        return form, "1", numpy.asarray(image)
    if image.mode.startswith("I;16"):
        return form, "I;16", numpy.asarray(image).astype("<u2")
    return form, image.mode, numpy.asarray(image)


def rgba(mode, samples, colours, alpha):
    """8 bits of each, to compare pictures that are held in two modes."""
    opaque = numpy.full(samples.shape[:2], 255, numpy.uint8)
    if mode == "P":
        return numpy.dstack([colours[samples], alpha[samples]])
    if mode in ("1", "L", "I;16", "I", "F"):
        gray = samples.clip(0, 255).astype(numpy.uint8)
        return numpy.dstack([gray, gray, gray, opaque])
    if mode == "LA":
        return numpy.dstack([samples[..., 0]] * 3 + [samples[..., 1]])
    if mode == "RGB":
        return numpy.dstack([samples, opaque])
    if mode == "RGBA":
        return samples
    return numpy.asarray(Image.frombytes(mode, samples.shape[1::-1], samples.tobytes()).convert("RGBA"))


def compare(ours, theirs):
    """None where they are equal, else how they differ."""
    mode, samples, colours, alpha = ours
    form, peer_mode, peer_samples = theirs
    if samples.shape[:2] != peer_samples.shape[:2]:
        return f"size {samples.shape[1]}x{samples.shape[0]}, Pillow {peer_samples.shape[1]}x{peer_samples.shape[0]}"
    same_kind = mode == peer_mode and mode != "P"
    if same_kind:
        one, two = samples, peer_samples
    else:
        table = numpy.frombuffer(colours, numpy.uint8).reshape(-1, 3)
        clear = numpy.frombuffer(alpha, numpy.uint8) if alpha else numpy.full(256, 255, numpy.uint8)
        one = rgba(mode, samples, table, clear)
        if peer_mode not in (*MODES.values(), "PA"):
            return f"mode {mode}, Pillow {peer_mode}"
        two = peer_samples if peer_mode in ("P", "PA") else rgba(peer_mode, peer_samples, None, None)
    if numpy.array_equal(one, two, equal_nan=one.dtype.kind == "f"):
        return None if mode == peer_mode or (mode, peer_mode) in {("LA", "RGBA")} else f"mode {mode}, Pillow {peer_mode}, equal pixels"
    apart = numpy.abs(one.astype(float) - two.astype(float))
    return f"{mode}/{peer_mode}: {(apart > 0).mean():.1%} of samples, {apart.mean():.2f} on average, {apart.max():.0f} at most"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--classes", default="pictures/target/classes")
    parser.add_argument("--java", default="java")
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    Image.MAX_IMAGE_PIXELS = 120_000_000
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    ours = Ours(arguments.java, arguments.classes)
    table = collections.defaultdict(collections.Counter)
    files = sorted(f for folder in arguments.folders for f in folder.rglob("*") if f.is_file() and not f.is_symlink())
    for path in files:
        try:
            theirs, why_not = pillow(path), ""
        except Exception as e:  # whatever a decoder throws
            theirs, why_not = None, f"{type(e).__name__}: {e}"
            if isinstance(e, Image.UnidentifiedImageError):
                why_not = "not identified"
        if theirs is None and not why_not:
            continue
        try:
            decoded, reason = ours.decode(path)
        except EOFError as e:
            decoded, reason = None, str(e)
        if theirs is None:
            if decoded is None:
                if why_not != "not identified":
                    table["?"]["refused by both"] += 1
                continue
            kind, told = "read by us alone", f"{why_not[:120]}"
            form = path.suffix.lstrip(".").upper()
        elif decoded is None:
            form, kind, told = theirs[0], "read by Pillow alone", reason
        else:
            form, told = theirs[0], compare(decoded, theirs)
            kind = "equal" if told is None else "equal but for the mode" if "equal pixels" in told else "different"
        table[form][kind] += 1
        if kind != "equal" or arguments.all:
            print(f"{form}\t{kind}\t{path}\t{told or ''}", flush=True)
    kinds = ["equal", "equal but for the mode", "different", "read by Pillow alone", "read by us alone", "refused by both"]
    print(f"\nPillow {PIL.__version__}, {sum(sum(row.values()) for row in table.values())} files")
    print("| format | " + " | ".join(kinds) + " |\n|" + "---|" * (len(kinds) + 1))
    for form, row in sorted(table.items()):
        print(f"| {form} | " + " | ".join(str(row[kind]) for kind in kinds) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
