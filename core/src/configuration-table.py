"""Writes the configurations of OpenCLIP's published architectures as one file, a line for each.

    pip download --no-deps open_clip_torch==3.3.0 && unzip open_clip_torch-*.whl -d unpacked
    python core/src/configuration-table.py unpacked > core/src/main/resources/dev/imagespace/checkpoint/openclip/architectures.json

Which they are is read from openclip-pretrained.txt, which core/src/pretrained-table.py writes.
"""

import json
import re
import sys
from pathlib import Path

PAIRS = Path(__file__).parent / "main/resources/dev/imagespace/model/hub/openclip-pretrained.txt"


def main(unpacked: Path) -> None:
    metadata = next(unpacked.glob("open_clip_torch-*.dist-info/METADATA")).read_text()
    version = re.search(r"^Version: (\S+)", metadata, re.MULTILINE)[1]
    rows = [line for line in PAIRS.read_text().splitlines() if not line.startswith("#")]
    source = f"open_clip_torch {version}, open_clip/model_configs, by core/src/configuration-table.py"
    lines = [f'  "//": {json.dumps(source)}']
    for architecture in sorted({row.split(" ", 1)[0] for row in rows}):
        config = json.loads((unpacked / "open_clip/model_configs" / f"{architecture}.json").read_text())
        lines.append(f"  {json.dumps(architecture)}: {json.dumps({'model_cfg': config})}")
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
