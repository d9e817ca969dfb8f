"""Makes small JPEGs of every kind, and writes what Pillow decodes of them.

    python make_jpegs.py ../jpeg [folder of cjpeg and jpegtran of libjpeg-turbo]

Needs Pillow 13 and numpy. `goldens.json` has, for each file, mode, width, height and the SHA-256 of
the samples; under `draft` the same for `Image.draft` to twice so many pixels a side. `refused` are
files that Pillow does not decode, or not whole.
"""
import hashlib, io, json, subprocess, sys
from pathlib import Path

import numpy as np
from PIL import Image

OUT = Path(sys.argv[1])
TOOLS = sys.argv[2] + "/" if len(sys.argv) > 2 else ""
FILES = {}


def picture(width, height, mode="RGB", noise=8):
    y, x = np.mgrid[0:height, 0:width]
    rng = np.random.default_rng(width * height)
    planes = [
        128 + 100 * np.sin(x / (7.0 + 3 * c) + y / (11.0 + c)) + rng.normal(0, noise, (height, width))
        for c in range(len(mode))
    ]
    a = np.clip(np.stack(planes, -1), 0, 255).astype(np.uint8)
    a[height // 4 : height // 2, width // 4 : width // 2] = (250, 20, 30, 128)[: len(mode)]
    return Image.fromarray(a[:, :, 0] if mode == "L" else a, mode)


def pillow(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def run(tool, data, *options):
    return subprocess.run([TOOLS + tool, *options], input=data, capture_output=True, check=True).stdout


def cjpeg(image, *options, scans=None):
    out = io.BytesIO()
    image.save(out, "PPM")
    if scans:
        Path("/tmp/scans.txt").write_text(scans)
        options += ("-scans", "/tmp/scans.txt")
    return run("cjpeg", out.getvalue(), *options)


def segments(data):
    at, found = 2, []
    while True:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found.append((data[at + 1], at, end))
        if data[at + 1] == 0xDA:
            return found
        at = end


def first_scans(data, count):
    """The file with only so many of its scans."""
    at = segments(data)[-1][1]
    for _ in range(count):
        while data[at + 1] != 0xDA:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        while not (data[at] == 0xFF and data[at + 1] not in (0, *range(0xD0, 0xD8))):
            at += 1
    return data[:at] + b"\xff\xd9"


for width, height in ((1, 1), (2, 3), (5, 9), (16, 16), (33, 31), (67, 50)):
    for mode in ("L", "RGB", "CMYK"):
        for progressive in (False, True):
            for sampling in (0, 1, 2) if mode == "RGB" else (-1,):
                name = f"{mode}-{width}x{height}-{sampling}-{'p' if progressive else 'b'}"
                FILES[name] = pillow(picture(width, height, mode), quality=60 + width // 2,
                                     progressive=progressive, subsampling=sampling, optimize=width % 2 == 1)
for quality in (1, 30, 95, 100):
    FILES[f"quality-{quality}"] = pillow(picture(60, 44), quality=quality)
for sampling in ("1x2", "4x1", "1x4", "4x2", "2x4", "3x1", "1x3", "2x1,1x2", "2x2,2x1", "1x1,2x2,1x1", "2x2,1x2,2x1",
                 "3x2,1x1,1x1", "2x2,2x2,1x1", "1x1,1x1,2x2"):
    for kind in ("", "progressive"):
        FILES[f"sampling-{sampling}-{kind}"] = cjpeg(picture(43, 37), "-sample", sampling, *(["-" + kind] if kind else []))
for kind in ("arithmetic", "arithmetic progressive", "arithmetic restart 3B", "restart 1", "restart 2B", "rgb", "grayscale"):
    options = kind.replace(" ", " -").replace("-3B", "3B").replace("-1", "1").replace("-2B", "2B")
    FILES[f"coding-{kind.replace(' ', '-')}"] = cjpeg(picture(61, 45), *("-" + options).split())
FILES["gray-of-2x2"] = cjpeg(picture(61, 45, "L"), "-sample", "2x2")
turned = pillow(picture(64, 48), subsampling=1)
for degrees in ("90", "180", "270"):
    FILES[f"turned-{degrees}"] = run("jpegtran", turned, "-rotate", degrees)
for name, scans in {
    "one-by-one": "0;1;2;",
    "one-and-two": "0;1,2;",
    "dc-alone": "0,1,2: 0-0, 0, 0;",
    "dc-without-last-bit": "0,1,2: 0-0, 0, 1;",
    "some-ac": "0,1,2: 0-0, 0, 1; 0: 1-5, 0, 2;",
    "most-bits": "0,1,2: 0-0, 0, 0; 0: 1-63, 0, 3; 0: 1-63, 3, 2; 2: 1-9, 0, 0;",
    "refined": "0,1,2: 0-0, 0, 2; 0,1,2: 0-0, 2, 1; 0: 1-63, 0, 2; 1: 1-63, 0, 2; 2: 1-63, 0, 2;"
    " 0: 1-63, 2, 1; 0: 1-63, 1, 0; 0,1,2: 0-0, 1, 0;",
}.items():
    for sampling in ("1x1", "2x2"):
        FILES[f"scans-{name}-{sampling}"] = cjpeg(picture(75, 58, noise=4), "-sample", sampling, scans=scans)
for count in (1, 2, 4, 6):
    FILES[f"first-{count}-scans"] = first_scans(pillow(picture(90, 70, noise=4), progressive=True), count)

plain = pillow(picture(40, 30), quality=80)
parts = segments(plain)
frame, scan = next(s for s in parts if s[0] == 0xC0), parts[-1]
steps = [s for s in parts if s[0] == 0xDB]
huffman = [s for s in parts if s[0] == 0xC4]
LENIENT = {
    "plain": plain,
    "bytes-between": plain[: frame[1]] + b"\1\2\3" + plain[frame[1] :],
    "stuffed-zeros-between": plain[: scan[1]] + b"\xff\0\xff\0" + plain[scan[1] :],
    "fill-bytes": plain[: scan[1]] + b"\xff\xff\xff" + plain[scan[1] :],
    "restart-between": plain[: frame[1]] + b"\xff\xd3" + plain[frame[1] :],
    "length-0": plain[:2] + b"\xff\xe5\0\0" + plain[2:],
    "length-1": plain[:2] + b"\xff\xe5\0\1" + plain[2:],
    "adobe-padded": plain[:2] + b"\xff\xee\0\x20Adobe\0\x64\0\0\0\0\1" + bytes(18) + plain[2:],
    "adobe-too-short": plain[:2] + b"\xff\xee\0\x0bAdobe\0\x64\0\0" + plain[2:],
    "xmp-length-two-short": plain[:2] + b"\xff\xe1\0\x64http://ns.adobe.com/xap/1.0/\0" + b"x" * 71 + plain[2:],
    "zeros-for-the-end-marker": plain[:-2] + bytes(16),
    "steps-behind-the-frame": plain[: steps[0][1]] + plain[steps[-1][2] : scan[1]]
    + b"".join(plain[a:b] for _, a, b in steps) + plain[scan[1] :],
    "tables-in-a-stream-before": b"\xff\xd8" + b"".join(plain[a:b] for _, a, b in steps) + b"\xff\xd9" + plain,
    "huffman-tables-left-out": plain[: huffman[0][1]] + plain[huffman[-1][2] :],
    "another-picture-behind": plain + plain,
}
restarts = cjpeg(picture(70, 60), "-restart", "4B")
places = [i for i in range(len(restarts) - 1) if restarts[i] == 0xFF and restarts[i + 1] in range(0xD0, 0xD8)]
LENIENT["restart-left-out"] = restarts[: places[2]] + restarts[places[2] + 2 :]
LENIENT["restart-of-another-number"] = restarts[: places[2] + 1] + b"\xd7" + restarts[places[2] + 2 :]
LENIENT["interval-left-out"] = restarts[: places[2]] + restarts[places[3] :]
LENIENT["interval-damaged"] = restarts[: places[1] - 6] + b"\x12\x34\x56\x78" + restarts[places[1] :]
FILES |= {"lenient-" + name: data for name, data in LENIENT.items()}
REFUSED = {
    "12-bits": plain[: frame[1] + 4] + b"\x0c" + plain[frame[1] + 5 :],
    "no-end-marker": plain[:-2],
    "no-steps": plain[: steps[0][1]] + plain[steps[-1][2] :],
    "two-frames": plain[: scan[1]] + plain[frame[1] : frame[2]] + plain[scan[1] :],
    "two-starts": plain[:2] + plain,
    "scan-too-many": plain[:-2] + plain[scan[1] :],
    "unknown-marker": plain[:2] + b"\xff\xf0\0\2" + plain[2:],
    "hierarchical": plain[: frame[1] + 1] + b"\xc5" + plain[frame[1] + 2 :],
}


def read(data, side=None):
    image = Image.open(io.BytesIO(data))
    if side:
        image.draft(None, (2 * side, 2 * side))
    image.load()
    return [image.mode, image.width, image.height, hashlib.sha256(image.tobytes()).hexdigest()]


OUT.mkdir(parents=True, exist_ok=True)
goldens = {}
for name, data in FILES.items():
    name = name.replace(",", "_").strip("-") + ".jpg"
    (OUT / name).write_bytes(data)
    goldens[name] = {"exact": read(data), "draft": {str(n): read(data, n) for n in (2, 6, 12)}}
for name, data in REFUSED.items():
    try:
        read(data)
        raise SystemExit(f"{name} is decoded")
    except (OSError, SyntaxError):
        (OUT / f"refused-{name}.jpg").write_bytes(data)
(OUT / "goldens.json").write_text(json.dumps(goldens, indent=0, sort_keys=True) + "\n")
print(len(goldens), "files")
