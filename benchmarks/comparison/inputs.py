"""The pictures and texts that everybody gets."""

import concurrent.futures
import itertools

import numpy as np
from PIL import Image

COLOURS = "red blue green yellow black white brown pink".split()
THINGS = "bicycle harbour teapot horse garden violin lamp bridge".split()
LONG = (
    "a wide view of an old harbour town at the end of a rainy day in autumn with fishing boats of many"
    " colours tied to wooden posts and gulls above the market and a church on the hill behind narrow"
    " houses where two children with an umbrella stand on the bridge and far away the first lights of a"
    " ferry come home from the islands while an old man mends his nets beside a sleeping dog and a"
    " painter folds her easel under the roof of the fish hall"
)


class Inputs:
    """Below one directory: small/ and large/ pictures, queries.txt and captions.txt."""

    def __init__(self, directory, small, large):
        self.small, self.large = directory / "small", directory / "large"
        self.queries, self.captions = directory / "queries.txt", directory / "captions.txt"
        self.counts = {"small": small, "large": large}
        for folder, (width, height), count in (
            (self.small, (640, 480), small),
            (self.large, (4000, 3000), large),
        ):
            folder.mkdir(parents=True, exist_ok=True)
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda number: picture(folder, width, height, number), range(count)))
        pairs = list(itertools.product(COLOURS, THINGS))
        # Five tokens with start and end; more than the 77 that CLIP takes.
        self.queries.write_text("".join(f"a {a} {b}\n" for a, b in pairs[:32]))
        self.captions.write_text("".join(f"{a} {b} in {LONG}\n" for a, b in pairs[:32]))


def picture(folder, width, height, number):
    """A smooth picture with grain: about as large a file as a photo, and unlike any other."""
    file = folder / f"{number:02}.jpg"
    if file.exists():
        return
    random = np.random.default_rng((width, number))
    level, spread = random.uniform(60, 190), random.uniform(20, 80)
    shape = (height // random.integers(24, 160) + 2, width // random.integers(24, 160) + 2, 3)
    base = random.normal(level, spread, shape).clip(0, 255).astype(np.uint8)
    smooth = np.asarray(Image.fromarray(base).resize((width, height), Image.BICUBIC)).astype(np.int16)
    grain = random.normal(0, 8, smooth.shape).astype(np.int16)
    partial = file.with_suffix(".part")
    Image.fromarray((smooth + grain).clip(0, 255).astype(np.uint8)).save(partial, "jpeg", quality=88)
    partial.rename(file)
