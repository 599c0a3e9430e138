"""The manifest: what an edition holds, what it was made from and by, and a checksum of every byte."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from careplace.checksum import file_sha256
from careplace.editions.home import EditionError
from careplace.editions.rawstore import RawStore

NAME, SEAL = "manifest.json", "manifest.sha256"
SCHEMA = 6
"""What tables, figures and manifests look like; one more whenever older code or editions can no longer be read.

6: series_step has breakdowns. 5: figures have CQC's assessments of councils, and districts; the register says what is rated
by service group alone; tables have current_location, locality and postcode, and ratings coordinates; a verdict is "no clear
difference". 4: tables have latest_rating. 3: a figure's query names a statement. 2: figures have a version, a verdict and a
label. 1, or none: before.
"""


@dataclass(frozen=True)
class Fault:
    """One file of an edition that is not as it was sealed. `what` is "missing", "changed" or "added"."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def edition_digest(
    code: dict, inputs: list[dict], accepted: str | None, left_aside: Iterable[dict] = ()
) -> str:
    """Ten hex digits that tell editions apart: of the inputs' bytes and names, the code, what was accepted.

    Names count, since some publications say their date nowhere else; so do files that could not be read, since
    the manifest names them.
    """
    identity = [code, _files(inputs), accepted, *([_files(left_aside)] if left_aside else [])]
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:10]


def _files(entries: Iterable[dict]) -> list[list[str]]:
    return sorted([entry["sha256"], entry["name"]] for entry in entries)


def contents(folder: Path) -> dict[str, dict]:
    """{path: {sha256, bytes, rows}} of every file in `folder` but the manifest; `rows` for Parquet only."""
    entries = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink()):
        name = path.relative_to(folder).as_posix()
        if name not in (NAME, SEAL):
            rows = {"rows": pq.read_metadata(path).num_rows} if path.suffix == ".parquet" else {}
            entries[name] = {"sha256": file_sha256(path), "bytes": path.stat().st_size, **rows}
    return entries


def seal(folder: Path, manifest: dict) -> None:
    """Write the manifest, with SCHEMA, and its own checksum into `folder`, last of all."""
    manifest = {"schema": SCHEMA, **manifest}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / SEAL).write_text(_seal_of(text.encode()), encoding="utf-8")


def read(folder: Path) -> dict:
    """The manifest of the edition in `folder`.

    Raises:
        EditionError: when it is missing or does not match its own checksum.
    """
    try:
        data, sealed = (folder / NAME).read_bytes(), (folder / SEAL).read_bytes()
    except FileNotFoundError as missing:
        raise EditionError(
            f"edition {folder.name} is damaged: {Path(missing.filename).name} is missing; build it again"
        ) from None
    if sealed != _seal_of(data).encode():
        raise EditionError(f"edition {folder.name} is damaged: {NAME} does not match {SEAL}; build it again")
    return json.loads(data)


def is_readable(manifest: dict) -> bool:
    """Whether this Careplace reads editions with such a manifest."""
    return manifest.get("schema", 1) == SCHEMA


def refuse_unreadable(id: str, manifest: dict) -> None:
    """Stop where an edition was built by a Careplace whose editions look different.

    Raises:
        EditionError: with what to do.
    """
    if not is_readable(manifest):
        schema = manifest.get("schema", 1)
        age = "an older" if schema < SCHEMA else "a newer"
        raise EditionError(
            f"edition {id} was built by {age} Careplace (schema {schema}; this one reads {SCHEMA}): "
            "build it again from its raw files with `careplace build`"
        )


def faults(folder: Path, raw: RawStore | None = None) -> list[Fault]:
    """Every file of the edition in `folder` that is missing, changed or added; with `raw`, raw files too."""
    try:
        manifest = read(folder)
    except EditionError:
        return [Fault(NAME, "changed")]
    stands = {
        p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if not p.is_dir() or p.is_symlink()
    }
    for name in (NAME, SEAL):
        stands.pop(name, None)
    sealed = manifest["files"]
    faults_in_files = [Fault(name, "missing") for name in sealed.keys() - stands.keys()]
    faults_in_files += [Fault(name, "added") for name in stands.keys() - sealed.keys()]
    faults_in_files += [
        Fault(n, "changed") for n in sealed.keys() & stands.keys() if _changed(stands[n], sealed[n])
    ]
    faults_in_files += _raw_faults(manifest["inputs"], raw) if raw else []
    return sorted(faults_in_files, key=lambda fault: fault.file)


def _raw_faults(inputs: list[dict], raw: RawStore) -> list[Fault]:
    faults_in_raw = []
    for entry in inputs:
        path, name = raw.path(entry["sha256"]), f"raw file {entry['sha256'][:12]} ({entry['name']})"
        if not path.is_file():
            faults_in_raw.append(Fault(name, "missing"))
        elif _changed(path, entry):
            faults_in_raw.append(Fault(name, "changed"))
    return faults_in_raw


def _changed(path: Path, sealed: dict) -> bool:
    if path.is_symlink() or path.stat().st_size != sealed["bytes"]:
        return True
    return file_sha256(path) != sealed["sha256"]


def _seal_of(data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()}  {NAME}\n"


def rows_in(manifest: dict, folder: str) -> int:
    """How many rows the Parquet files below `folder` ("tables", "figures", "raw-text") hold together."""
    return sum(f.get("rows", 0) for name, f in manifest["files"].items() if name.startswith(f"{folder}/"))


def tables(manifest: dict) -> dict[str, int]:
    """{table: rows}; the files of `tables/x/` together are table x."""
    counts: dict[str, int] = {}
    for name, file in manifest["files"].items():
        folder, _, rest = name.partition("/")
        if folder == "tables" and "rows" in file:
            table = rest.split("/")[0].removesuffix(".parquet")
            counts[table] = counts.get(table, 0) + file["rows"]
    return counts
