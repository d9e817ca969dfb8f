"""Times ImageSpace beside Pillow on the same files, turn by turn, and prints the ratios.

    ./mvnw -Dquick package -pl core,benchmarks
    python benchmarks/compare.py [rounds]

Needs Pillow and numpy, and java on the path. Ours goes from bytes to the normalised float tensor;
Pillow's is decode and resize alone, so the ratio is on the safe side.
"""

import io
import os
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = HERE / "target" / "pictures"
SIDE = 224


def make(name, width, height, seed):
    """A smooth picture with grain: about as large a file as a photo."""
    random = np.random.default_rng(seed)
    base = random.normal(128, 50, (height // 64 + 2, width // 64 + 2, 3)).clip(0, 255).astype(np.uint8)
    smooth = np.asarray(Image.fromarray(base).resize((width, height), Image.BICUBIC)).astype(int)
    grain = random.normal(0, 8, smooth.shape).astype(int)
    Image.fromarray((smooth + grain).clip(0, 255).astype(np.uint8)).save(PICTURES / name, quality=88)


def pillow(data, times):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        image = Image.open(io.BytesIO(data)).convert("RGB")
        width, height = image.size
        size = (SIDE, int(SIDE * height / width)) if width <= height else (int(SIDE * width / height), SIDE)
        image = image.resize(size, Image.BICUBIC)
        left, top = (size[0] - SIDE) // 2, (size[1] - SIDE) // 2
        image.crop((left, top, left + SIDE, top + SIDE)).load()
        seconds.append(time.perf_counter() - start)
    return seconds


def ours(process, mode, name, times):
    process.stdin.write(f"{mode} {name} {times}\n")
    process.stdin.flush()
    return [int(nanos) / 1e9 for nanos in process.stdout.readline().split()]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    PICTURES.mkdir(parents=True, exist_ok=True)
    make("large.jpg", 4000, 3000, 1)
    make("small.jpg", 640, 480, 2)
    libraries = HERE / "target" / "classpath"
    if not libraries.exists():
        sys.exit("Build first, as README.md says: " + str(libraries) + " is missing.")
    classes = [str(HERE.parent / folder) for folder in ("benchmarks/target/classes", "core/target/classes")]
    path = os.pathsep.join(classes + [libraries.read_text().strip()])
    command = ["java", f"-Dpictures={PICTURES}", "-cp", path, "dev.imagespace.benchmarks.TimedRuns"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for name, times, warm in (("large.jpg", 3, 15), ("small.jpg", 60, 1500)):
            data = (PICTURES / name).read_bytes()
            for mode in ("exact", "fast"):
                ours(process, mode, name, warm)
            results = {"exact": [], "fast": [], "pillow": []}
            for _ in range(rounds):
                results["pillow"].append(statistics.median(pillow(data, times)))
                for mode in ("exact", "fast"):
                    results[mode].append(statistics.median(ours(process, mode, name, times)))
            for mode in ("exact", "fast"):
                ratios = sorted(mine / theirs for mine, theirs in zip(results[mode], results["pillow"]))
                low, high = ratios[len(ratios) // 10], ratios[-1 - len(ratios) // 10]
                print(
                    f"{name} {mode}: {statistics.median(results[mode]) * 1e3:.2f} ms, "
                    f"Pillow {statistics.median(results['pillow']) * 1e3:.2f} ms, "
                    f"ratio {statistics.median(ratios):.2f} ({low:.2f} to {high:.2f})"
                )
        process.stdin.close()


if __name__ == "__main__":
    main()
