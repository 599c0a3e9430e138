"""Writes that a power cut cannot undo or halve."""

import json
import os
from pathlib import Path


def sync(path: Path) -> None:
    """Force a file's bytes, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Force every file and folder below `folder`, and the folder itself, to the disk."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def put_in_place(source: Path, target: Path) -> None:
    """Move what is made, synced already, to its name in one step that survives a power cut."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    sync(target.parent)


def append_line(path: Path, record: dict) -> None:
    """Add one JSON line to a journal. A line that a crash left unfinished stays alone and is passed over."""
    line = json.dumps(record, ensure_ascii=False, sort_keys=True).encode()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        unfinished = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, (b"\n" if unfinished else b"") + line + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def lines(path: Path) -> list[dict]:
    """Every whole line of a journal."""
    records = []
    for line in path.read_bytes().splitlines() if path.exists() else []:
        try:
            records.append(json.loads(line))
        except ValueError:
            continue
    return records
