"""Makes golden/kinds: small files of the kinds that readers of pictures get wrong, and what Pillow makes of them.

Run with Pillow 13, numpy, tifffile and imagecodecs:  python golden/scripts/picture_kinds.py
Nothing is random but the seeded noise: the same versions write the same files.

kinds.json, for each file, either "refused": true, or
  mode     in which Pillow opens it; La is told as LA, PA as RGBA
  size     width, height
  pixels   SHA-256 of the samples in that mode; of mode P as red, green, blue, alpha
  upright  SHA-256 of ImageOps.exif_transpose(image).convert("RGB"), where that turns the picture
A file is refused where Pillow refuses it, or where it shows a picture that is not all there (CUT).
"""

import hashlib
import io
import json
import pathlib
import struct
import warnings
import zlib

import numpy as np
import tifffile
from PIL import Image, ImageOps, TiffImagePlugin

OUT = pathlib.Path(__file__).resolve().parent.parent / "kinds"
W, H = 37, 29

# Pillow or libtiff accept these, and leave the rest black or white.
CUT = {"tiff-g4-cut.tif", "png-stream-ends-early.png"}
# What Pillow shows of these is noise: the right pixels are those of another file.
RIGHT = {
    "tiff-big-MM.tif": "tiff-big-II.tif",
    "tiff-rgb16-planes-MM.tif": "tiff-rgb16-II.tif",
    "tiff-rgb16-planes-II.tif": "tiff-rgb16-II.tif",
}


def noise(channels=3, top=255, seed=1, dtype=np.uint8):
    rng = np.random.default_rng(seed)
    y, x, c = np.mgrid[0:H, 0:W, 0:channels]
    waves = 0.5 + 0.35 * np.sin(x / 5 + c) * np.cos(y / 7 - c) + rng.uniform(-0.14, 0.14, (H, W, channels))
    out = (waves.clip(0, 1) * top).astype(dtype)
    return out if channels > 1 else out[..., 0]


def write(name, data):
    (OUT / name).write_bytes(data)


# --- TIFF -----------------------------------------------------------------------------------------------------------


def tiff(entries, data, order="<", big=False):
    """A file of one directory; values are numbers, lists of them, or (type, bytes); data is [strip, ...]."""
    head = 16 if big else 8
    offsets, at = [], head
    for strip in data:
        offsets.append(at)
        at += len(strip)
    entries = dict(entries)
    tiled = 322 in entries
    entries.setdefault(324 if tiled else 273, offsets)
    entries.setdefault(325 if tiled else 279, [len(s) for s in data])
    word, fmt = (8, "Q") if big else (4, "I")
    body = bytearray()
    at += at & 1
    rows = b""
    listed = [(t, v) for t, v in sorted(entries.items()) if v is not None]
    extra = at + (8 if big else 2) + len(listed) * (20 if big else 12) + word
    for tag, value in listed:
        if isinstance(value, tuple):
            kind, raw = value
            count = len(raw) // {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 16: 8}[kind]
        else:
            values = value if isinstance(value, list) else [value]
            kind = 3 if max(values) < 65536 and tag not in (273, 279, 324, 325) else 4
            count = len(values)
            raw = struct.pack(f"{order}{count}{'H' if kind == 3 else 'I'}", *values)
        if len(raw) > word:
            place = struct.pack(order + fmt, extra + len(body))
            body += raw + b"\0" * (len(raw) & 1)
        else:
            place = raw.ljust(word, b"\0")
        rows += struct.pack(order + "HH" + fmt, tag, kind, count) + place
    start = b"II" if order == "<" else b"MM"
    out = start + (struct.pack(order + "HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at))
    out += b"".join(data)
    out = out.ljust(at, b"\0") + struct.pack(order + ("Q" if big else "H"), len(listed)) + rows
    return out + struct.pack(order + fmt, 0) + bytes(body)


def base(photometric, samples, bits, compression=1, **more):
    out = {256: W, 257: H, 258: [bits] * samples, 259: compression, 262: photometric, 277: samples, 278: H}
    out.update({int(k[1:]): v for k, v in more.items()})
    return out


def bits_of(samples, bits):
    """Rows of samples of fewer than 8 or of 12 bits, each from a whole byte on."""
    rows = []
    for row in samples.reshape(H, -1):
        text = "".join(format(int(v), f"0{bits}b") for v in row)
        text += "0" * (-len(text) % 8)
        rows.append(int(text, 2).to_bytes(len(text) // 8, "big"))
    return b"".join(rows)


def reverse(data):
    return bytes(int(f"{b:08b}"[::-1], 2) for b in data)


def lzw(data, old=False):
    """TIFF's LZW, or that of old writers: the low bit first, and codes that grow late."""
    out, table, bits, next_code = [], {bytes([i]): i for i in range(256)}, 9, 258
    codes = [(256, 9)]
    prefix = b""
    for i in range(len(data)):
        grown = prefix + data[i : i + 1]
        if grown in table:
            prefix = grown
            continue
        codes.append((table[prefix], bits))
        table[grown] = next_code
        next_code += 1
        if next_code > (1 << bits) - (0 if old else 1) and bits < 12:
            bits += 1
        if next_code >= 4093:
            codes.append((256, bits))
            table, bits, next_code = {bytes([i]): i for i in range(256)}, 9, 258
        prefix = data[i : i + 1]
    codes.append((table[prefix], bits))
    codes.append((257, bits))
    if old:
        value = shift = 0
        for code, size in codes:
            value |= code << shift
            shift += size
        return value.to_bytes((shift + 7) // 8, "little")
    text = "".join(format(code, f"0{size}b") for code, size in codes)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def packbits(data, noop=()):
    out = bytearray()
    for i in range(0, len(data), 100):
        if i // 100 in noop:
            out.append(0x80)
        part = data[i : i + 100]
        out.append(len(part) - 1)
        out += part
    return bytes(out)


def horizontal(samples):
    return np.concatenate([samples[:, :1], np.diff(samples.astype(np.int64), axis=1).astype(samples.dtype)], axis=1)


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


def tiffs():
    rgb, gray = noise(), noise(1)
    rgb16, gray16 = noise(3, 65535, dtype=np.uint16), noise(1, 65535, dtype=np.uint16)
    for order, name in (("<", "II"), (">", "MM")):
        swapped = rgb16.astype(order + "u2")
        write(f"tiff-rgb16-{name}.tif", tiff(base(2, 3, 16), [swapped.tobytes()], order))
        write(f"tiff-gray16-{name}.tif", tiff(base(1, 1, 16), [gray16.astype(order + "u2").tobytes()], order))
        packed = zlib.compress(horizontal(rgb16).astype(order + "u2").tobytes())
        write(f"tiff-rgb16-deflate-predictor-{name}.tif", tiff(base(2, 3, 16, 8, _317=2), [packed], order))
        planes = [np.ascontiguousarray(swapped[..., i]).tobytes() for i in range(3)]
        write(f"tiff-rgb16-planes-{name}.tif", tiff(base(2, 3, 16, _284=2), planes, order))
        planes = [zlib.compress(p) for p in planes]
        write(f"tiff-rgb16-planes-deflate-{name}.tif", tiff(base(2, 3, 16, 8, _284=2), planes, order))
        floats = (noise(1, 255, dtype=np.float32) * 1.3 - 20).astype(order + "f4")
        write(f"tiff-float-{name}.tif", tiff(base(1, 1, 32, _339=3), [floats.tobytes()], order))
        signed = (noise(1, 600, dtype=np.int32) - 100).astype(order + "i4")
        write(f"tiff-int32-{name}.tif", tiff(base(1, 1, 32, _339=2), [signed.tobytes()], order))
        signed = (noise(1, 600, dtype=np.int16) - 100).astype(order + "i2")
        write(f"tiff-int16-{name}.tif", tiff(base(1, 1, 16, _339=2), [signed.tobytes()], order))
        write(f"tiff-big-{name}.tif", tiff(base(2, 3, 8), [rgb.tobytes()], order, big=True))
    write("tiff-uint32-II.tif", tiff(base(1, 1, 32), [noise(1, 500, dtype=np.uint32).tobytes()]))
    out = io.BytesIO()
    tifffile.imwrite(out, noise(1, 255, dtype=np.float32), predictor=3, compression="zlib", metadata=None)
    write("tiff-float-predictor-3.tif", out.getvalue())
    out = io.BytesIO()
    tifffile.imwrite(out, rgb, tile=(16, 16), compression="lzw", predictor=2, metadata=None, photometric="rgb")
    write("tiff-tiles-lzw-predictor.tif", out.getvalue())
    out = io.BytesIO()
    tifffile.imwrite(out, rgb.transpose(2, 0, 1), tile=(16, 32), compression="packbits", metadata=None,
                     photometric="rgb", planarconfig="separate")
    write("tiff-tiles-planes-packbits.tif", out.getvalue())
    out = io.BytesIO()
    tifffile.imwrite(out, gray, tile=(16, 16), metadata=None)
    write("tiff-tiles-raw.tif", out.getvalue())
    strips = [rgb[y : y + 7].tobytes() for y in range(0, H, 7)]
    write("tiff-lzw.tif", tiff(base(2, 3, 8, 5, _278=7), [lzw(s) for s in strips]))
    write("tiff-lzw-old.tif", tiff(base(2, 3, 8, 5, _278=7), [lzw(s, old=True) for s in strips]))
    write("tiff-lzw-long.tif", tiff(base(2, 3, 8, 5), [lzw(rgb.tobytes())]))
    write("tiff-lzw-cut.tif", tiff(base(2, 3, 8, 5), [lzw(rgb.tobytes())[:-300]]))
    write("tiff-deflate-cut.tif", tiff(base(2, 3, 8, 8), [zlib.compress(rgb.tobytes())[:-300]]))
    write("tiff-packbits-cut.tif", tiff(base(2, 3, 8, 32773), [packbits(rgb.tobytes())[:-300]]))
    write("tiff-packbits-no-op.tif", tiff(base(2, 3, 8, 32773), [packbits(rgb.tobytes(), noop=(0, 5, 9))]))
    write("tiff-packbits-fill-order-2.tif", tiff(base(2, 3, 8, 32773, _266=2), [reverse(packbits(rgb.tobytes()))]))
    write("tiff-raw-fill-order-2.tif", tiff(base(1, 1, 8, _266=2), [reverse(gray.tobytes())]))
    write("tiff-no-strip-byte-counts.tif", tiff(base(2, 3, 8, _279=None), [rgb.tobytes()]))
    write("tiff-no-strip-byte-counts-lzw.tif", tiff(base(2, 3, 8, 5, _279=None), [lzw(rgb.tobytes())]))
    write("tiff-zero-strip-byte-counts-packbits.tif", tiff(base(2, 3, 8, 32773, _279=0), [packbits(rgb.tobytes())]))
    write("tiff-short-strip-byte-counts-raw.tif", tiff(base(2, 3, 8, _279=10), [rgb.tobytes()]))
    for bits in (1, 2, 4):
        few = noise(1, (1 << bits) - 1)
        for photometric in (0, 1):
            write(f"tiff-gray{bits}-{photometric}.tif", tiff(base(photometric, 1, bits), [bits_of(few, bits)]))
        colours = [int(v) for v in np.random.default_rng(2).integers(0, 65535, 3 << bits)]
        write(f"tiff-palette{bits}.tif", tiff(base(3, 1, bits, _320=colours), [bits_of(few, bits)]))
    write("tiff-gray8-white-is-zero.tif", tiff(base(0, 1, 8, 5), [lzw(gray.tobytes())]))
    write("tiff-gray12.tif", tiff(base(1, 1, 12), [bits_of(noise(1, 4095, dtype=np.uint16), 12)]))
    colours = [int(v) for v in np.random.default_rng(3).integers(0, 65535, 768)]
    write("tiff-palette-alpha.tif", tiff(base(3, 2, 8, _320=colours, _338=2), [noise(2).tobytes()]))
    for extra in (0, 1, 2):
        write(f"tiff-gray-extra-{extra}.tif", tiff(base(1, 2, 8, _338=extra), [noise(2).tobytes()]))
        write(f"tiff-rgb-extra-{extra}.tif", tiff(base(2, 4, 8, 5, _338=extra), [lzw(noise(4).tobytes())]))
        write(f"tiff-rgb-extra-{extra}-and-0.tif", tiff(base(2, 5, 8, _338=[extra, 0]), [noise(5).tobytes()]))
        deep = noise(4, 65535, dtype=np.uint16)
        write(f"tiff-rgb16-extra-{extra}.tif", tiff(base(2, 4, 16, _338=extra), [deep.tobytes()]))
    alpha = noise(4)
    planes = [zlib.compress(np.ascontiguousarray(alpha[..., i]).tobytes()) for i in range(4)]
    write("tiff-premultiplied-planes.tif", tiff(base(2, 4, 8, 8, _284=2, _338=1), planes))
    write("tiff-cmyk.tif", tiff(base(5, 4, 8), [alpha.tobytes()]))
    write("tiff-cmyk-and-two-spots.tif", tiff(base(5, 6, 8, 5, _338=[0, 0]), [lzw(noise(6).tobytes())]))
    write("tiff-ycbcr-raw.tif", tiff(base(6, 3, 8, _530=[1, 1]), [rgb.tobytes()]))
    write("tiff-ycbcr-lzw.tif", tiff(base(6, 3, 8, 5, _530=[1, 1]), [lzw(rgb.tobytes())]))
    luma, chroma = noise(1), noise(2, seed=4)
    for across, down in ((2, 2), (2, 1), (4, 1), (4, 2)):
        data = bytearray()
        for y in range(0, H, down):
            for x in range(0, W, across):
                for dy in range(down):
                    for dx in range(across):
                        data.append(luma[min(y + dy, H - 1), min(x + dx, W - 1)])
                data += chroma[y, x].tobytes()
        name = f"tiff-ycbcr-lzw-{across}x{down}.tif"
        write(name, tiff(base(6, 3, 8, 5, _530=[across, down]), [lzw(bytes(data))]))
    reference = (5, b"".join(struct.pack("<II", n, 1) for n in (16, 235, 128, 240, 128, 240)))
    write("tiff-ycbcr-of-video.tif", tiff(base(6, 3, 8, 5, _530=[1, 1], _532=reference), [lzw(rgb.tobytes())]))
    fax = Image.fromarray(np.where(gray > 128, 255, 0).astype(np.uint8)).convert("1")
    for name, options in (("rle", {"compression": "tiff_ccitt"}), ("g3", {"compression": "group3"}),
                          ("g3-2d", {"compression": "group3", "tiffinfo": {292: 1}}),
                          ("g4", {"compression": "group4"})):
        data = saved(fax, **options)
        write(f"tiff-{name}.tif", data)
    page = np.zeros((400, 1728), np.uint8)
    page[20:380, 100:1600] = np.kron(np.random.default_rng(5).integers(0, 2, (45, 60)), np.ones((8, 25))) * 255
    page = Image.fromarray(page).convert("1")
    for name in ("group3", "group4", "tiff_ccitt"):
        write(f"tiff-page-{name}.tif", saved(page, compression=name))
    image = Image.open(OUT / "tiff-g4.tif")
    strip = (OUT / "tiff-g4.tif").read_bytes()[image.tag_v2[273][0] :][: image.tag_v2[279][0]]
    write("tiff-g4-fill-order-2.tif", tiff(base(image.tag_v2[262], 1, 1, 4, _266=2), [reverse(strip)]))
    write("tiff-g4-cut.tif", tiff(base(image.tag_v2[262], 1, 1, 4), [strip[: len(strip) // 2]]))
    write("tiff-jpeg-ycbcr.tif", saved(Image.fromarray(rgb), compression="jpeg", quality=90))
    write("tiff-jpeg-gray.tif", saved(Image.fromarray(gray), compression="jpeg", quality=90))
    write("tiff-jpeg-cmyk.tif", saved(Image.fromarray(alpha, "CMYK"), compression="jpeg", quality=90))
    out = io.BytesIO()
    tifffile.imwrite(out, rgb, tile=(16, 16), compression="jpeg", metadata=None, photometric="rgb")
    write("tiff-jpeg-rgb-tiles.tif", out.getvalue())
    for value in range(2, 9):
        write(f"tiff-orientation-{value}.tif", tiff(base(2, 3, 8, 5, _274=value), [lzw(rgb.tobytes())]))
    write("tiff-orientation-as-byte.tif", tiff(base(2, 3, 8, _274=(1, b"\6")), [rgb.tobytes()]))
    write("tiff-orientation-as-signed.tif", tiff(base(2, 3, 8, _274=(9, struct.pack("<i", 6))), [rgb.tobytes()]))
    write("tiff-orientation-in-xmp.tif", tiff(base(2, 3, 8, _700=(1, b'<x tiff:Orientation="6"/>')), [rgb.tobytes()]))
    write("tiff-lab.tif", tiff(base(8, 3, 8), [rgb.tobytes()]))
    write("tiff-zstd.tif", tiff(base(2, 3, 8, 50000), [rgb.tobytes()]))
    write("tiff-lzma.tif", tiff(base(2, 3, 8, 34925), [rgb.tobytes()]))
    write("tiff-old-jpeg.tif", tiff(base(6, 3, 8, 6), [rgb.tobytes()]))


# --- PNG ------------------------------------------------------------------------------------------------------------


def chunk(name, data, crc=None):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data) if crc is None else crc)


def png(colour, depth, before=b"", after=b"", interlaced=False, data=None, crc=None, seed=1):
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    pixels = noise(samples, min((1 << depth) - 1, 255 if colour == 3 else 65535), seed, np.uint16).reshape(H, W, samples)
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    raw = bytearray()
    for top, left, down, across in passes:
        part = pixels[top::down, left::across]
        above = None
        for y, row in enumerate(part):
            if depth == 16:
                line = row.astype(">u2").tobytes()
            else:
                text = "".join(format(int(v), f"0{depth}b") for v in row.reshape(-1))
                text += "0" * (-len(text) % 8)
                line = int(text, 2).to_bytes(len(text) // 8, "big")
            raw += filtered(y % 5, line, above or bytes(len(line)), max(1, samples * depth // 8))
            above = line
    head = struct.pack(">IIBBBBB", W, H, depth, colour, 0, 0, int(interlaced))
    packed = zlib.compress(bytes(raw)) if data is None else data(bytes(raw))
    palette = b""
    if colour == 3:
        palette = chunk(b"PLTE", np.random.default_rng(6).integers(0, 255, 3 << min(depth, 7), np.uint8).tobytes())
    middle = len(packed) // 2
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + palette + before + chunk(b"IDAT", packed[:middle], crc)
            + chunk(b"IDAT", b"") + chunk(b"IDAT", packed[middle:]) + after + chunk(b"IEND", b""))


def filtered(kind, line, above, step):
    out = bytearray([kind])
    for i, value in enumerate(line):
        a = line[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        out.append(value - [0, a, b, (a + b) // 2, paeth][kind] & 255)
    return bytes(out)


def exif(orientation, kind=3):
    value = struct.pack({3: ">H", 4: ">I", 6: ">b", 9: ">i"}[kind], orientation).ljust(4, b"\0")
    return b"MM\0*\0\0\0\x08\0\1" + struct.pack(">HHI", 0x112, kind, 1) + value + b"\0\0\0\0"


def pngs():
    for colour, depths in ((0, (1, 2, 4, 8, 16)), (2, (8, 16)), (3, (1, 2, 4, 8)), (4, (8, 16)), (6, (8, 16))):
        for depth in depths:
            for interlaced in (False, True):
                name = f"png-{colour}-{depth}{'-interlaced' if interlaced else ''}.png"
                write(name, png(colour, depth, interlaced=interlaced))
    write("png-palette-alpha.png", png(3, 4, before=chunk(b"tRNS", bytes(range(0, 160, 16)))))
    write("png-frames-of-any-number.png", png(2, 8, before=chunk(b"acTL", struct.pack(">II", 1 << 31, 0))))
    write("png-checksum-of-pixels.png", png(2, 8, crc=7))
    write("png-checksum-of-text.png", png(2, 8, before=chunk(b"tEXt", b"a\0b", crc=7)))
    write("png-checksum-of-text-behind.png", png(2, 8, after=chunk(b"tEXt", b"a\0b", crc=7)))
    write("png-stream-ends-early.png", png(2, 8, data=lambda raw: zlib.compress(raw[: len(raw) // 2])))
    write("png-stream-cut.png", png(2, 8, data=lambda raw: zlib.compress(raw)[:-200]))
    write("png-stream-goes-on.png", png(2, 8, data=lambda raw: zlib.compress(raw + bytes(1000))))
    whole = png(2, 8)
    write("png-without-end.png", whole[:-12])
    write("png-without-last-checksum.png", whole[:-16])
    write("png-exif.png", png(2, 8, before=chunk(b"eXIf", exif(6))))
    write("png-exif-behind.png", png(2, 8, after=chunk(b"eXIf", exif(8))))
    write("png-exif-prefix.png", png(2, 8, before=chunk(b"eXIf", b"Exif\0\0" + exif(3))))
    write("png-exif-long.png", png(2, 8, before=chunk(b"eXIf", exif(5, 4))))
    write("png-exif-signed.png", png(2, 8, before=chunk(b"eXIf", exif(7, 6))))
    block = b"Exif\0\0" + exif(3)
    profile = f"\nexif\n{len(block):8}\n" + "\n".join(block.hex()[i : i + 72] for i in range(0, len(block.hex()), 72)) + "\n"
    raw = b"Raw profile type exif\0"
    write("png-raw-profile.png", png(2, 8, before=chunk(b"tEXt", raw + profile.encode())))
    write("png-raw-profile-zipped.png", png(2, 8, after=chunk(b"zTXt", raw + b"\0" + zlib.compress(profile.encode()))))
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r tiff:Orientation="6"/></x:xmpmeta>'
    text = b"XML:com.adobe.xmp\0\0\0\0\0" + xmp
    write("png-xmp.png", png(2, 8, before=chunk(b"iTXt", text)))
    write("png-xmp-and-exif.png", png(2, 8, before=chunk(b"iTXt", text) + chunk(b"eXIf", exif(1))))


# --- GIF ------------------------------------------------------------------------------------------------------------


def gif_codes(indices, size):
    """Codes of whole indices, with a clear code before the table would make them grow."""
    clear, out, shift, value = 1 << size, bytearray(), 0, 0
    for i, index in enumerate(indices):
        if i % max(1, (clear - 2) // 2) == 0:
            value |= clear << shift
            shift += size + 1
        value |= int(index) << shift
        shift += size + 1
    value |= (clear + 1) << shift
    data = value.to_bytes((shift + size + 8) // 8, "little")
    for i in range(0, len(data), 255):
        part = data[i : i + 255]
        out += bytes([len(part)]) + part
    return bytes([size]) + bytes(out) + b"\0"


def gif(indices, size, colours, flags=0, left=0, top=0, screen=(W, H), before=b"", local=b""):
    bits = max(1, (len(colours) // 3 - 1).bit_length())
    head = b"GIF89a" + struct.pack("<HHBBB", *screen, (0x80 | bits - 1) if colours else 0, 0, 0) + colours
    if local:
        flags |= 0x80 | (len(local) // 3 - 1).bit_length() - 1
    frame = struct.pack("<BHHHHB", 0x2C, left, top, indices.shape[1], indices.shape[0], flags)
    return head + before + frame + local + gif_codes(indices.reshape(-1), size) + b";"


def gifs():
    colours = np.random.default_rng(7).integers(0, 255, 48, np.uint8).tobytes()
    few, many = noise(1, 15), noise(1, 255)
    for size in (4, 8, 11, 12):
        write(f"gif-codes-of-{size}.gif", gif(few, size, colours))
    write("gif-beyond-palette.gif", gif(many, 8, colours))
    write("gif-interlaced.gif", gif(few, 4, colours, flags=0x40))
    control = b"!\xf9\4\1\0\0\5\0"
    write("gif-part-of-screen.gif", gif(few, 4, colours, left=9, top=4, screen=(60, 50)))
    write("gif-part-of-screen-clear.gif", gif(few, 4, colours, left=9, top=4, screen=(60, 50), before=control))
    write("gif-larger-than-screen.gif", gif(few, 4, colours, screen=(10, 10)))
    write("gif-local-grays.gif", gif(few, 4, colours, local=bytes(i for i in range(16) for _ in range(3))))
    write("gif-without-palette.gif", gif(few, 4, b""))
    write("gif-junk-between-blocks.gif", gif(few, 4, colours, before=b"\0\0" + control + b"\0"))
    write("gif-cut.gif", gif(few, 4, colours)[:-100])
    out = io.BytesIO()
    Image.fromarray(many).save(out, "GIF")
    write("gif-of-pillow.gif", out.getvalue())


# --- BMP ------------------------------------------------------------------------------------------------------------


def bmp(header, bits, pixels, compression=0, palette=b"", colours=0, masks=(), height=H, offset=None):
    if header == 12:
        info = struct.pack("<IHHHH", 12, W, height, 1, bits)
    else:
        info = struct.pack("<IiiHHIIIIII", 40, W, height, 1, bits, compression, 0, 0, 0, colours, 0)
        info = struct.pack("<I", header) + info[4:] + struct.pack(f"<{len(masks)}I", *masks)
        info = info.ljust(max(header, len(info)), b"\0")
    at = 14 + len(info) + len(palette) if offset is None else offset
    return b"BM" + struct.pack("<IHHI", 14 + len(info) + len(palette) + len(pixels), 0, 0, at) + info + palette + pixels


def rows(samples):
    out = b""
    for row in samples[::-1]:
        line = row.tobytes()
        out += line + bytes(-len(line) % 4)
    return out


def bmps():
    rgb, rgba, few, many = noise(), noise(4), noise(1, 15), noise(1, 255)
    for header in (12, 40, 52, 56, 64, 108, 124):
        write(f"bmp-rgb-{header}.bmp", bmp(header, 24, rows(rgb)))
    grays = bytes(v for i in range(256) for v in (i, i, i, 0))
    colours = np.random.default_rng(8).integers(0, 255, 64, np.uint8).tobytes()
    packed = [bits_of(row[None, :].repeat(H, 0), 4)[: (W + 1) // 2] for row in few[::-1]]
    four = b"".join(line + bytes(-len(line) % 4) for line in packed)
    write("bmp-palette4.bmp", bmp(40, 4, four, palette=colours))
    write("bmp-palette4-os2.bmp", bmp(12, 4, four, palette=bytes(c for i, c in enumerate(colours) if i % 4 != 3)))
    write("bmp-palette8-short.bmp", bmp(40, 8, rows(few), palette=colours, colours=16))
    write("bmp-gray8.bmp", bmp(40, 8, rows(many), palette=grays))
    write("bmp-top-down.bmp", bmp(40, 24, rows(rgb[::-1]), height=-H))
    write("bmp-v5-raw-with-alpha-mask.bmp", bmp(124, 32, rows(rgba), masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000)))
    for i, masks in enumerate([(0xFF0000, 0xFF00, 0xFF, 0xFF000000), (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
                               (0xFF000000, 0xFF0000, 0xFF00, 0xFF), (0xFF000000, 0xFF0000, 0xFF00, 0),
                               (0xFF0000, 0xFF00, 0xFF, 0), (0, 0, 0, 0), (0xFF000000, 0xFF00, 0xFF, 0xFF0000)]):
        write(f"bmp-masks-{i}.bmp", bmp(108, 32, rows(rgba), 3, masks=masks))
    write("bmp-masks-behind.bmp", bmp(40, 32, rows(rgba), 3, masks=(0xFF0000, 0xFF00, 0xFF)))
    words = noise(1, 65535, dtype=np.uint16)
    write("bmp-555.bmp", bmp(40, 16, rows(words)))
    write("bmp-565.bmp", bmp(40, 16, rows(words), 3, masks=(0xF800, 0x7E0, 0x1F)))
    write("bmp-unknown-masks.bmp", bmp(40, 16, rows(words), 3, masks=(0xF00, 0xF0, 0xF)))
    runs = b""
    for row in few[::-1]:
        runs += bytes([0, 20]) + row[:20].tobytes() + b"".join(bytes([1, v]) for v in row[20:]) + b"\0\0"
    write("bmp-rle8.bmp", bmp(40, 8, runs + b"\0\1", 1, palette=colours, colours=16))
    write("bmp-rle8-jump.bmp", bmp(40, 8, b"\0\2\5\3" + bytes([30, 2]) + b"\0\0" + b"\0\2\0\x18" + runs, 1,
                                   palette=colours, colours=16))
    write("bmp-rle8-ends-early.bmp", bmp(40, 8, runs[:200] + b"\0\1", 1, palette=colours, colours=16))
    runs = b""
    for row in few[::-1]:
        runs += bytes([20, 0x37, 0, 17]) + bytes(int(a) << 4 | int(b) for a, b in zip(row[0:17:2], list(row[1:17:2]) + [0]))
        runs += b"\0" + b"\0\0"
    write("bmp-rle4.bmp", bmp(40, 4, runs + b"\0\1", 2, palette=colours))
    write("bmp-no-offset.bmp", bmp(40, 24, rows(rgb), offset=0))
    write("bmp-png-inside.bmp", bmp(40, 24, rows(rgb), 5))


# --- goldens --------------------------------------------------------------------------------------------------------


def sha(data):
    return hashlib.sha256(data).hexdigest()


def golden(path):
    if path.name in CUT:
        return {"refused": True}
    try:
        image = Image.open(OUT / RIGHT.get(path.name, path.name))
        image.load()
    except Exception:
        return {"refused": True}
    mode, native = image.mode, image
    if mode == "P":
        native = image.convert("RGBA")
    elif mode == "PA":
        mode, native = "RGBA", image.convert("RGBA")
    elif mode == "La":
        mode, native = "LA", image.convert("LA")
    elif mode == "1":
        native = image.convert("L")
    elif mode == "LAB":
        return {"refused": True}
    data = native.tobytes()
    if mode == "I;16B":
        mode, data = "I;16", np.frombuffer(data, ">u2").astype("<u2").tobytes()
    out = {"mode": mode, "size": list(image.size), "pixels": sha(data)}
    if image.getexif().get(0x112) in (2, 3, 4, 5, 6, 7, 8):
        out["upright"] = sha(ImageOps.exif_transpose(image).convert("RGB").tobytes())
    return out


def main():
    warnings.simplefilter("ignore")
    TiffImagePlugin.WRITE_LIBTIFF = False
    OUT.mkdir(exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    for make in (tiffs, pngs, gifs, bmps):
        make()
    goldens = {path.name: golden(path) for path in sorted(OUT.iterdir())}
    (OUT / "kinds.json").write_text(json.dumps(goldens, indent=1) + "\n")


if __name__ == "__main__":
    main()
