"""What HuggingFaceHubIT asks of the real huggingface_hub; HF_ENDPOINT and HF_HUB_CACHE say where.

Each command prints one line for each thing that it has found or done.
"""

import sys
from pathlib import Path

from huggingface_hub import hf_hub_download, scan_cache_dir, snapshot_download, try_to_load_from_cache
from huggingface_hub.constants import HF_HUB_CACHE
from huggingface_hub.utils import WeakFileLock


def snapshot(repository):
    """Fetches a repository whole."""
    print(snapshot_download(repository))


def files(repository, *names):
    """Fetches files one by one, as transformers does."""
    for name in names:
        print(hf_hub_download(repository, name))


def kept(repository, *names):
    """Finds the snapshot and its files in the cache alone, three ways."""
    directory = snapshot_download(repository, local_files_only=True)
    print(directory)
    for name in names:
        path = hf_hub_download(repository, name, local_files_only=True)
        assert path == try_to_load_from_cache(repository, name) == str(Path(directory, name)), path
        print(name, Path(path).stat().st_size)


def scan():
    """Lists what the cache holds, and what is wrong with it."""
    found = scan_cache_dir(HF_HUB_CACHE)
    for warning in found.warnings:
        print("warning:", warning)
    for repository in found.repos:
        for revision in repository.revisions:
            names = ",".join(sorted(revision.refs))
            print(repository.repo_id, revision.commit_hash, names, revision.nb_files, revision.size_on_disk)


def hold(lock):
    """Holds a lock until the input ends."""
    Path(lock).parent.mkdir(parents=True, exist_ok=True)
    with WeakFileLock(lock):
        print("held", flush=True)
        sys.stdin.read()


def take(lock):
    """Takes a lock, as soon as it is free, and gives it back."""
    print("waiting", flush=True)
    with WeakFileLock(lock):
        print("held", flush=True)


if __name__ == "__main__":
    {f.__name__: f for f in (snapshot, files, kept, scan, hold, take)}[sys.argv[1]](*sys.argv[2:])
