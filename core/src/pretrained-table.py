"""Writes OpenCLIP's table of pretrained pairs as a text file.

    pip download --no-deps open_clip_torch==3.3.0 && unzip open_clip_torch-*.whl -d unpacked
    python core/src/pretrained-table.py unpacked > core/src/main/resources/dev/imagespace/model/hub/openclip-pretrained.txt

Neither PyTorch nor OpenCLIP itself has to be installed: of the package, one module is read.
"""

import importlib
import re
import sys
import types
from pathlib import Path

HEADER = """\
# OpenCLIP's pretrained pairs and where their weights are on the hub: architecture, tag, repository.
# Where the pair names one file of a repository, that file's name follows the repository's.
# Source: open_clip_torch {version}, open_clip/pretrained.py, by core/src/pretrained-table.py.
"""


def pretrained(package: Path) -> dict:
    sys.modules["tqdm"] = types.ModuleType("tqdm")
    sys.modules["tqdm"].tqdm = None
    # A package without its __init__.py, which would import PyTorch.
    parent = types.ModuleType("open_clip")
    parent.__path__ = [str(package)]
    sys.modules["open_clip"] = parent
    return importlib.import_module("open_clip.pretrained")._PRETRAINED


def main(unpacked: Path) -> None:
    metadata = next(unpacked.glob("open_clip_torch-*.dist-info/METADATA")).read_text()
    version = re.search(r"^Version: (\S+)", metadata, re.MULTILINE)[1]
    rows = []
    for architecture, tags in pretrained(unpacked / "open_clip").items():
        for tag, config in tags.items():
            if not config["hf_hub"]:
                sys.exit(f"{architecture}/{tag} is not on the hub: {config['url']}")
            rows.append(f"{architecture} {tag} {config['hf_hub'].rstrip('/')}\n")
    sys.stdout.write(HEADER.format(version=version) + "".join(sorted(rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
