"""Makes golden/heif: small HEIC and AVIF pictures, and what pillow-heif and Pillow make of them.

Run with pillow-heif 1.8, Pillow 13, imagecodecs and numpy:  python golden/scripts/make_heif.py
NAME.heic or NAME.avif is the picture, NAME.png the pixels of the peer, in its mode and without any
further turn. heif.json: for each picture the mode, and Pillow's EXIF orientation. What no writer of
these libraries makes (a grid of AVIF tiles, crop with turn and mirror) is written
box by box around the coded pictures that they make.
"""

import io
import json
import pathlib
import struct

import imagecodecs
import numpy as np
import PIL
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
GOLDEN = pathlib.Path(__file__).resolve().parent.parent
OUT = GOLDEN / "heif"
PHOTO = Image.open(GOLDEN / "images" / "photo_astronaut.png").convert("RGB")
PHOTO.info.clear()


def photo(width, height):
    """The middle of the photograph, in a scale that keeps edges."""
    small = PHOTO.resize((192, 192), Image.LANCZOS)
    return small.crop((40, 10, 40 + width, 10 + height))


def with_alpha(picture):
    y, x = np.mgrid[0 : picture.height, 0 : picture.width]
    alpha = np.clip(255 - np.hypot(x - 40, y - 30) * 4, 0, 255).astype(np.uint8)
    picture = picture.convert("RGBA" if picture.mode == "RGB" else "LA")
    picture.putalpha(Image.fromarray(alpha))
    return picture


def saved(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def heic(picture, **options):
    return saved(picture, "HEIF", **({"quality": 90} | options))


def heic16(width, height, bits, mode="RGB;16", **options):
    """Ten or twelve bits, of a picture whose low bits say something."""
    pixels = np.asarray(photo(width, height)).astype(np.uint32) * 257
    pixels = np.clip(pixels + np.arange(width)[None, :, None] % 200, 0, 65535).astype(np.uint16)
    pixels = pixels[..., 0].copy() if mode == "L;16" else pixels
    pillow_heif.options.SAVE_HDR_TO_12_BIT = bits == 12
    out = io.BytesIO()
    pillow_heif.encode(mode, (width, height), pixels.tobytes(), out, quality=90, bit_depth=bits, **options)
    return out.getvalue()


def avif(picture, **options):
    return saved(picture, "AVIF", **({"quality": 90, "speed": 8, "max_threads": 1} | options))


def exif(orientation):
    data = Image.Exif()
    data[0x112] = orientation
    return data.tobytes()


# --- boxes ---


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def full(kind, *parts, version=0, flags=0):
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def boxes(data, start=0, end=None):
    end = len(data) if end is None else end
    while start < end:
        size, kind = struct.unpack_from(">I4s", data, start)
        yield kind, data[start + 8 : start + size]
        start += size


def parts(data):
    """(properties, coded bytes) of the first item of a file with one picture."""
    top = dict(boxes(data))
    meta = dict(boxes(top[b"meta"][4:]))
    properties = [(k, v) for k, v in boxes(dict(boxes(meta[b"iprp"]))[b"ipco"])]
    return properties, top[b"mdat"]


def ispe(width, height):
    return full(b"ispe", struct.pack(">II", width, height))


def nclx(primaries, transfer, matrix, whole):
    return box(b"colr", b"nclx", struct.pack(">HHHB", primaries, transfer, matrix, whole << 7))


def file(brand, items, properties, references=(), idat=b"", primary=1):
    """items: (id, type, bytes or None for idat, [indices of properties from 1])."""
    ftyp = box(b"ftyp", brand, struct.pack(">I", 0), b"mif1", brand)
    infe = [full(b"infe", struct.pack(">HH4s", i, 0, kind), b"\0", version=2) for i, kind, _, _ in items]

    def meta(offset):
        iloc = struct.pack(">BBH", 0x44, 0, len(items))
        for i, _, data, _ in items:
            at, size, how = (0, len(idat), 1) if data is None else (offset, len(data), 0)
            offset += 0 if data is None else size
            iloc += struct.pack(">HHHHII", i, how, 0, 1, at, size)
        ipma = struct.pack(">I", len(items))
        for i, _, _, own in items:
            ipma += struct.pack(">HB", i, len(own)) + bytes(0x80 | p for p in own)
        iref = [box(kind, struct.pack(">HH", a, len(to)), struct.pack(f">{len(to)}H", *to)) for kind, a, to in references]
        return full(
            b"meta",
            full(b"hdlr", struct.pack(">I4s12x", 0, b"pict"), b"\0"),
            full(b"pitm", struct.pack(">H", primary)),
            full(b"iloc", iloc, version=1),
            full(b"iinf", struct.pack(">H", len(items)), *infe),
            box(b"iprp", box(b"ipco", *properties), full(b"ipma", ipma)),
            *([full(b"iref", *iref)] if iref else []),
            *([box(b"idat", idat)] if idat else []),
        )

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", *(data for _, _, data, _ in items if data is not None))


def only(properties, kind):
    return next(box(k, v) for k, v in properties if k == kind)


def coloured(coded, brand, item, config, size, matrix, whole):
    """The same code, said to be of other colours."""
    properties, data = parts(coded)
    return file(brand, [(1, item, data, [1, 2, 3])], [only(properties, config), ispe(*size), nclx(2, 2, matrix, whole)])


def turned(coded, brand, item, config, size, *transforms):
    """One coded picture with these transforms, in this order."""
    properties, data = parts(coded)
    own = [only(properties, config), ispe(*size), only(properties, b"colr"), *transforms]
    return file(brand, [(1, item, data, list(range(1, len(own) + 1)))], own)


def grid(brand, item, config, tiles, columns, rows, tile, size, *more):
    coded = [parts(t) for t in tiles]
    properties = [only(coded[0][0], config), ispe(*tile), ispe(*size), only(coded[0][0], b"colr"), *more]
    whole = [3, 4, *range(5, 5 + len(more))]
    items = [(1, b"grid", None, whole)]
    items += [(2 + i, item, data, [1, 2, 4]) for i, (_, data) in enumerate(coded)]
    idat = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, *size)
    return file(brand, items, properties, [(b"dimg", 1, range(2, 2 + len(tiles)))], idat)


def deep_avif(picture, bits, pixel_format):
    """More than 8 bits, which Pillow does not write."""
    pixels = np.asarray(picture).astype(np.uint32) * ((1 << bits) - 1) // 255
    pixels = np.clip(pixels + np.arange(picture.width)[None, :, None] % 3, 0, (1 << bits) - 1).astype(np.uint16)
    return imagecodecs.avif_encode(pixels, level=90, speed=8, bitspersample=bits, pixelformat=pixel_format, numthreads=1)


def clap(width, height, dx=0, dy=0):
    return box(b"clap", struct.pack(">IIIIiIiI", width, 1, height, 1, dx, 2, dy, 2))


def irot(quarters):
    return box(b"irot", bytes([quarters]))


def imir(axis):
    return box(b"imir", bytes([axis]))


def tiles_of(picture, side, make):
    out = []
    for y in range(0, picture.height, side):
        for x in range(0, picture.width, side):
            out.append(make(picture.crop((x, y, x + side, y + side))))
    return out


def pictures():
    rgb, gray = photo(96, 64), photo(96, 64).convert("L")
    yield "heic-420.heic", heic(rgb)
    yield "heic-422.heic", heic(rgb, chroma=422)
    yield "heic-444.heic", heic(rgb, chroma=444)
    yield "heic-gray.heic", heic(gray)
    yield "heic-odd.heic", heic(photo(61, 37))
    yield "heic-alpha.heic", heic(with_alpha(rgb))
    yield "heic-gray-alpha.heic", heic(with_alpha(gray))
    yield "heic-limited.heic", heic(rgb, full_range_flag=0, matrix_coefficients=6, color_primaries=1, transfer_characteristics=13)
    yield "heic-709-limited-444.heic", heic(rgb, chroma=444, full_range_flag=0, matrix_coefficients=1, color_primaries=1, transfer_characteristics=1)
    yield "heic-709.heic", heic(rgb, full_range_flag=1, matrix_coefficients=1, color_primaries=1, transfer_characteristics=1)
    yield "heic-2020.heic", heic(rgb, full_range_flag=1, matrix_coefficients=9, color_primaries=9, transfer_characteristics=14)
    yield "heic-without-nclx.heic", heic(rgb, save_nclx_profile=False)
    yield "heic-gray-limited.heic", heic(gray, full_range_flag=0, matrix_coefficients=6, color_primaries=1, transfer_characteristics=13)
    yield "heic-premultiplied.heic", heic(with_alpha(rgb).convert("RGBa"))
    yield "heic-10bit-422.heic", heic16(96, 64, 10, chroma=422)
    yield "heic-422-turned.heic", heic(rgb, chroma=422, exif=exif(6))
    yield "heic-identity.heic", heic(rgb, chroma=444, full_range_flag=1, matrix_coefficients=0, color_primaries=1, transfer_characteristics=13)
    yield "heic-10bit.heic", heic16(96, 64, 10)
    yield "heic-10bit-444.heic", heic16(96, 64, 10, chroma=444)
    yield "heic-12bit.heic", heic16(96, 64, 12)
    yield "heic-10bit-gray.heic", heic16(96, 64, 10, mode="L;16")
    yield "heic-12bit-gray.heic", heic16(96, 64, 12, mode="L;16")
    yield "heic-10bit-limited.heic", heic16(96, 64, 10, full_range_flag=0, matrix_coefficients=9, color_primaries=9, transfer_characteristics=16)
    yield "heic-grid.heic", heic(photo(150, 100), tile_size=64)
    for orientation in (2, 3, 5, 6, 7, 8):
        yield f"heic-exif{orientation}.heic", heic(photo(61, 37), exif=exif(orientation))
    coded = heic(rgb)
    for name, transforms in {
        "clap-irot-imir": (clap(51, 41, 6, -8), irot(1), imir(0)),
        "imir1-irot3": (imir(1), irot(3)),
        "irot2-clap": (irot(2), clap(40, 60, 10, 2)),
    }.items():
        yield f"heic-{name}.heic", turned(coded, b"heic", b"hvc1", b"hvcC", (96, 64), *transforms)
    tiles = tiles_of(photo(128, 128), 64, heic)
    yield "heic-grid-turned.heic", grid(b"heic", b"hvc1", b"hvcC", tiles, 2, 2, (64, 64), (118, 100), irot(3))

    yield "avif-420.avif", avif(rgb)
    yield "avif-422.avif", avif(rgb, subsampling="4:2:2")
    yield "avif-444.avif", avif(rgb, subsampling="4:4:4")
    yield "avif-gray.avif", avif(gray)
    yield "avif-odd.avif", avif(photo(61, 37))
    yield "avif-alpha.avif", avif(with_alpha(rgb))
    yield "avif-premultiplied.avif", avif(with_alpha(rgb), alpha_premultiplied=True)
    yield "avif-gray-alpha.avif", avif(with_alpha(gray), subsampling="4:0:0")
    yield "avif-limited.avif", avif(rgb, range="limited")
    yield "avif-limited-444.avif", avif(rgb, range="limited", subsampling="4:4:4")
    yield "avif-gray-limited.avif", avif(gray, range="limited")
    wide = Image.new("RGB", (1024, 1024), (200, 120, 40))
    wide.paste((20, 60, 220), (300, 200, 900, 850))
    yield "heic-large.heic", heic(wide)
    yield "avif-large.avif", avif(wide)
    full = avif(rgb, subsampling="4:4:4")
    for matrix in (0, 1, 2, 4, 5, 7, 8, 9):
        for whole in (0, 1):
            if matrix == 8 and not whole:
                continue  # refused by Pillow, too
            yield f"avif-matrix{matrix}-{whole}.avif", coloured(full, b"avif", b"av01", b"av1C", (96, 64), matrix, whole)
    full = heic(rgb, chroma=444)
    for matrix in (2, 4, 7, 8, 9):
        for whole in (0, 1):
            if matrix == 8 and not whole:
                continue  # libheif takes the range to be full
            yield f"heic-matrix{matrix}-{whole}.heic", coloured(full, b"heic", b"hvc1", b"hvcC", (96, 64), matrix, whole)
    for bits, pixel_format in ((10, "420"), (10, "422"), (10, "444"), (12, "420"), (12, "444"), (10, "400")):
        yield f"avif-{bits}bit-{pixel_format}.avif", deep_avif(rgb, bits, pixel_format)
    for orientation in (2, 3, 5, 6, 7, 8):
        yield f"avif-exif{orientation}.avif", avif(photo(61, 37), exif=exif(orientation))
    tiles = tiles_of(photo(128, 128), 64, avif)
    yield "avif-grid.avif", grid(b"avif", b"av01", b"av1C", tiles, 2, 2, (64, 64), (118, 100), irot(3))
    yield "avif-clap.avif", turned(avif(rgb), b"avif", b"av01", b"av1C", (96, 64), clap(50, 40))


def main():
    OUT.mkdir(exist_ok=True)
    facts = {}
    for name, data in pictures():
        (OUT / name).write_bytes(data)
        try:
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()
                kind = picture.format
                orientation = picture.getexif().get(0x112, 1)
        except Exception as e:
            print(name, "REFUSED by peer", e)
            continue
        if picture.mode == "RGBa":
            picture = picture.convert("RGBA")
        Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(OUT / (name + ".png"), optimize=True)
        facts[name] = {"format": kind, "mode": picture.mode, "size": picture.size, "orientation": orientation}
        print(name, len(data), kind, picture.mode, picture.size, orientation)
    versions = {"pillow": PIL.__version__, "pillow_heif": pillow_heif.__version__, "libheif": pillow_heif.libheif_version()}
    (OUT / "heif.json").write_text(json.dumps({"versions": versions, "pictures": facts}, indent=1) + "\n")


if __name__ == "__main__":
    main()
