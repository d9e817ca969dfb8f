"""Makes golden/made: small pictures of every mode, size and format, and what Pillow makes of them.

Run with Pillow 13 and numpy:  python golden/scripts/make_pictures.py
Nothing is random but the seeded noise: the same versions write the same files.

goldens.json, for each picture, SHA-256 of
  native   the samples in the mode in which Pillow opens it (modes with one byte a sample)
  rgb      Image.convert("RGB")
  white    the same with alpha and tRNS composited on white
  <policy>.<size>.<order>   the bytes of the crop, before normalisation
where policy is st, st_drop (sentence-transformers, alpha on white or dropped), oc (OpenCLIP), or
visual_st, visual_oc, and order is that of the passes of the resize: 13 or 12 (Pillow's versions).
"""

import hashlib
import json
import pathlib
import struct

import numpy as np
from PIL import Image, ImageOps

OUT = pathlib.Path(__file__).resolve().parent.parent / "made"
SIZES = [(1, 1), (1, 5000), (5000, 1), (64, 64), (64, 97), (131, 64), (61, 37), (150, 301), (301, 100)]
SOME = [(64, 64), (61, 37), (150, 301)]
ODD = [(1, 1), (61, 37), (97, 130)]


def noise(width, height, channels, seed, grain=24):
    """Waves with grain: compresses, and still has edges and overshoot."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    planes = []
    for c in range(channels):
        wave = np.sin(x / (5.0 + c)) * np.cos(y / (7.0 + 2 * c)) * 110 + 128
        blocks = ((x // 16 + y // 16 + c) % 3 == 0) * 90
        planes.append(wave + blocks - 40)
    dense = width * height <= 8000
    out = np.stack(planes, -1) + (rng.integers(-grain, grain + 1, (height, width, channels)) if dense else 0)
    return np.clip(np.rint(out), 0, 255).astype(np.uint8)


def picture(mode, size, seed):
    width, height = size
    if mode == "I;16":
        low = noise(width, height, 1, seed)[..., 0].astype(np.uint16)
        return Image.fromarray((low * 211 + noise(width, height, 1, seed + 1)[..., 0]).astype(np.uint16))
    if mode == "P":
        return picture("RGB", size, seed).quantize(61, dither=Image.Dither.NONE)
    if mode == "1":
        return picture("L", size, seed).convert("1")
    if mode == "YCbCr":
        return picture("RGB", size, seed).convert("YCbCr")
    bands = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    data = noise(width, height, bands, seed)
    return Image.frombytes(mode, size, data.tobytes())


class Pictures:
    def __init__(self):
        self.names = []

    def save(self, image, name, **options):
        image.save(OUT / name, **options)
        self.names.append(name)


def tag(size):
    return "%dx%d" % size


def pngs(made):
    for number, size in enumerate(SIZES):
        for mode in ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]:
            made.save(picture(mode, size, number), f"{mode.replace(';', '')}-{tag(size)}.png")
    for size in SOME:
        made.save(picture("P", size, 3), f"P-trns-{tag(size)}.png", transparency=bytes(range(0, 244, 4)))
        made.save(picture("P", size, 4).convert("RGB").quantize(4), f"P2bit-{tag(size)}.png", bits=2)
        gray = picture("L", size, 5)
        made.save(gray, f"L-trns-{tag(size)}.png", transparency=gray.getpixel((0, 0)))
        rgb = picture("RGB", size, 6)
        made.save(rgb, f"RGB-trns-{tag(size)}.png", transparency=rgb.getpixel((0, 0)))
    exif = Image.Exif()
    for orientation in range(2, 9):
        exif[0x0112] = orientation
        made.save(picture("RGB", (61, 37), 7), f"RGB-exif{orientation}.png", exif=exif)


def jpegs(made):
    for number, size in enumerate(ODD + [(64, 64), (150, 301), (2, 300)]):
        for mode, name, options in [
            ("L", "L", {}),
            ("RGB", "444", {"subsampling": 0, "quality": 90}),
            ("RGB", "422", {"subsampling": 1}),
            ("RGB", "420", {"subsampling": 2, "quality": 60}),
            ("RGB", "420p", {"subsampling": 2, "progressive": True}),
            ("RGB", "rgb", {"keep_rgb": True}),
            ("CMYK", "cmyk", {"quality": 80}),
        ]:
            made.save(picture(mode, size, 20 + number), f"{name}-{tag(size)}.jpg", **options)


def written(photometric, bits, samples, order="<", planar=False, tile=0, extra=None, fill=1):
    """A TIFF of 61 x 37 pixels in a layout that Pillow reads and does not write."""
    width, height = 61, 37
    random = np.random.default_rng(photometric * 100 + bits)
    data = random.integers(0, 1 << bits, (height, width, samples)).astype(np.uint16)
    if tile:
        down, across = -height % tile, -width % tile
        padded = np.pad(data, ((0, down), (0, across), (0, 0)))
        rows, columns = padded.shape[0] // tile, padded.shape[1] // tile
        blocks = [padded[r * tile:(r + 1) * tile, c * tile:(c + 1) * tile] for r in range(rows) for c in range(columns)]
    elif planar:
        blocks = [data[..., c:c + 1] for c in range(samples)]
    else:
        blocks = [data]
    parts = [packed(block, bits, order, fill) for block in blocks]
    at, offsets = 8, []
    for part in parts:
        offsets.append(at)
        at += len(part) + len(part) % 2
    lengths = [len(part) for part in parts]
    tags = {256: [width], 257: [height], 258: [bits] * samples, 259: [1], 262: [photometric], 266: [fill], 277: [samples], 284: [2 if planar else 1]}
    if tile:
        tags |= {322: [tile], 323: [tile], 324: offsets, 325: lengths}
    else:
        tags |= {273: offsets, 278: [height], 279: lengths}
    if extra is not None:
        tags[338] = [extra]
    if photometric == 3:
        tags[320] = [int(v) for v in random.integers(0, 1 << 16, 3 << bits)]
    entries, values, spot = b"", b"", at + 2 + 12 * len(tags) + 4
    for tag, numbers in sorted(tags.items()):
        kind = "I" if tag in (273, 279, 324, 325) else "H"
        body = struct.pack(order + kind * len(numbers), *numbers)
        entries += struct.pack(order + "HHI", tag, 4 if kind == "I" else 3, len(numbers))
        entries += body.ljust(4, b"\0") if len(body) <= 4 else struct.pack(order + "I", spot + len(values))
        values += body + b"\0" * (len(body) % 2) if len(body) > 4 else b""
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", at)
    pixels = b"".join(part + b"\0" * (len(part) % 2) for part in parts)
    return header + pixels + struct.pack(order + "H", len(tags)) + entries + b"\0" * 4 + values


def packed(block, bits, order, fill):
    """Rows that start at a byte; samples of less than a byte from its high end, or its low one."""
    flat = block.reshape(block.shape[0], -1)
    if bits == 16:
        return flat.astype(order + "u2").tobytes()
    if bits == 8:
        return flat.astype(np.uint8).tobytes()
    each = 8 // bits
    flat = np.pad(flat, ((0, 0), (0, -flat.shape[1] % each))).reshape(flat.shape[0], -1, each)
    shifts = np.arange(each - 1, -1, -1) * bits
    rows = (flat << shifts).sum(-1).astype(np.uint8)
    if fill == 2:
        rows = np.packbits(np.unpackbits(rows[..., None], axis=-1)[..., ::-1], axis=-1)[..., 0]
    return rows.tobytes()


def tiffs(made):
    for number, size in enumerate([(61, 37), (150, 301)]):
        for mode in ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"]:
            for compression in ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "group4", "group3"]:
                if compression == "jpeg" and mode not in ("L", "RGB", "CMYK"):
                    continue
                if compression.startswith("group") and mode != "1":
                    continue
                if number == 1 and (compression not in ("tiff_lzw", "jpeg") or mode in ("RGBA", "CMYK")):
                    continue
                made.save(picture(mode, size, 40 + number), f"{mode.replace(';', '')}-{compression}-{tag(size)}.tiff", compression=compression)
    for photometric, bits, samples, options in [
        (0, 1, 1, {}), (0, 2, 1, {}), (1, 2, 1, {}), (0, 4, 1, {}), (1, 4, 1, {}), (0, 8, 1, {}),
        (1, 16, 1, {"order": ">"}), (2, 16, 3, {}), (2, 16, 4, {"order": ">"}), (3, 1, 1, {}), (3, 4, 1, {}),
        (2, 8, 3, {"planar": True}), (2, 8, 3, {"tile": 16}), (1, 8, 1, {"tile": 32}), (2, 8, 4, {"extra": 0}),
        (5, 16, 4, {}), (2, 8, 3, {"order": ">"}), (3, 8, 1, {"order": ">"}), (1, 1, 1, {"fill": 2}),
    ]:
        name = "written-%d-%d-%d%s.tiff" % (photometric, bits, samples, "".join("-" + key for key in options))
        (OUT / name).write_bytes(written(photometric, bits, samples, **options))
        made.names.append(name)
    made.save(picture("YCbCr", (61, 37), 48), "YCbCr-jpeg.tiff", compression="jpeg")
    for mode in ["L", "RGB"]:
        made.save(picture(mode, (61, 37), 43), f"{mode}-predictor.tiff", compression="tiff_lzw", tiffinfo={317: 2})
        made.save(picture(mode, (61, 37), 44), f"{mode}-big.tiff", big_tiff=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    made.save(picture("RGB", (61, 37), 45), "RGB-exif6.tiff", exif=exif)
    made.save(picture("RGB", (61, 37), 46), "pages.tiff", save_all=True, append_images=[picture("L", (30, 30), 47)])


def webps(made):
    for number, size in enumerate(ODD + [(64, 64), (150, 301), (16, 17), (33, 2), (2, 1)]):
        for quality in (5, 75, 100):
            made.save(picture("RGB", size, 60 + number), f"lossy{quality}-{tag(size)}.webp", quality=quality)
        made.save(picture("RGBA", size, 60 + number), f"lossy-alpha-{tag(size)}.webp", quality=60, alpha_quality=100 - 30 * (number % 3))
        made.save(picture("RGBA", size, 60 + number), f"lossless-alpha-{tag(size)}.webp", lossless=True, exact=True)
        made.save(picture("P", size, 60 + number).convert("RGB"), f"lossless-{tag(size)}.webp", lossless=True, method=6)
    for method in (0, 2, 6):
        made.save(picture("RGB", (97, 130), 70 + method), f"lossy-method{method}.webp", quality=40, method=method)
    frames = [picture("RGBA", (61, 37), seed) for seed in (71, 72)]
    made.save(frames[0], "animated.webp", save_all=True, append_images=frames[1:], duration=100, quality=70)
    exif = Image.Exif()
    exif[0x0112] = 6
    made.save(picture("RGB", (61, 37), 73), "exif6.webp", exif=exif)


def others(made):
    for number, size in enumerate(SOME):
        for mode in ["1", "L", "P", "RGB", "RGBA"]:
            made.save(picture(mode, size, 80 + number), f"{mode}-{tag(size)}.bmp")
        made.save(picture("P", size, 84), f"P-{tag(size)}.gif", interlace=0)
        made.save(picture("L", size, 85), f"L-{tag(size)}.gif")
        made.save(picture("P", size, 86), f"P-clear-{tag(size)}.gif", transparency=3)


# What the peers do to a picture.


def plain(image):
    """Without the colour key, which only convert("RGBA") is to see."""
    copy = image.copy()
    copy.info.pop("transparency", None)
    return copy


def on_white(image):
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def visual(image):
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
        return image
    return ImageOps.exif_transpose(on_white(image)) if image.getexif() else on_white(image)


def resized(image, size, order):
    if order == 13 or image.mode in ("P", "1"):
        return image.resize(size, Image.BICUBIC)
    # Up to Pillow 12 the horizontal pass always came first.
    work = {"RGBA": "RGBa", "LA": "La"}.get(image.mode)
    source = image.convert(work) if work and image.size != size else image
    source = source.resize((size[0], source.height), Image.BICUBIC) if source.width != size[0] else source
    source = source.resize(size, Image.BICUBIC) if source.height != size[1] else source
    return source.convert(image.mode) if source.mode != image.mode else source


def cropped(image, edge, order, half_even):
    width, height = image.size
    size = (edge, int(edge * height / width)) if width <= height else (int(edge * width / height), edge)
    out = resized(image, size, order)
    down, across = (size[1] - edge) / 2.0, (size[0] - edge) / 2.0
    top, left = (round(down), round(across)) if half_even else (int(down), int(across))
    return out.crop((left, top, left + edge, top + edge))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def goldens(name):
    image = Image.open(OUT / name)
    image.load()
    facts = {"mode": image.mode, "width": image.width, "height": image.height}
    if image.mode != "1":
        swapped = image.mode == "I;16B"
        facts["native"] = sha(np.asarray(image).astype("<u2").tobytes() if swapped else image.tobytes())
    facts["rgb"] = sha(plain(image).convert("RGB").tobytes())
    facts["white"] = sha(on_white(image).tobytes())
    seen = visual(image)
    edges = (64,) if max(image.size) > 4 * min(image.size) else (64, 224)
    for edge in edges:
        for order in (13, 12):
            for policy, source, half_even in [
                ("st", on_white(image), False),
                ("st_drop", plain(image).convert("RGB"), False),
                ("oc", plain(image), True),
                ("visual_st", seen, False),
                ("visual_oc", seen, True),
            ]:
                if policy.startswith("visual") and order == 12:
                    continue
                if policy == "oc" and image.mode == "I;16B":
                    continue  # Pillow 13 resizes big-endian words as if they were little-endian.
                crop = cropped(source, edge, order, half_even)
                facts[f"{policy}.{edge}.{order}"] = sha(crop.convert("RGB").tobytes())
    return facts


def main():
    OUT.mkdir(exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    made = Pictures()
    for family in (pngs, jpegs, tiffs, webps, others):
        family(made)
    facts = {name: goldens(name) for name in sorted(made.names)}
    # A picture has few different results: each hash is written once.
    hashes = sorted({value for fact in facts.values() for value in fact.values() if isinstance(value, str) and len(value) == 64})
    numbers = {value: number for number, value in enumerate(hashes)}
    rows = {name: {key: numbers.get(value, value) for key, value in fact.items()} for name, fact in facts.items()}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    text = '{"pillow": "%s", "hashes": [\n%s\n], "pictures": {\n%s\n}}\n'
    text = text % (Image.__version__, ",\n".join(f'  "{value}"' for value in hashes), lines)
    (OUT / "goldens.json").write_text(text)
    print(len(rows), "pictures,", sum(file.stat().st_size for file in OUT.iterdir()), "bytes")


if __name__ == "__main__":
    main()
