"""Compares the store with what was released: files that changed, are missing, were added, or are links."""

from dataclasses import dataclass
from pathlib import Path

from careplace.durable import lines
from careplace.publications import files
from careplace.publications.changes import JOURNAL
from careplace.publications.errors import DamagedPublication
from careplace.publications.names import ID, MANIFEST, TOMBSTONE, VERSION
from careplace.publications.records import Release
from careplace.publications.store import Damaged, Store


@dataclass(frozen=True)
class Fault:
    """Something in the store that is not as it was released; `where` is a path below the store."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def faults(home: Path) -> list[Fault]:
    """Every fault of the store, by path."""
    store = Store(home)
    of_versions = [fault for id in store.ids() for fault in _of_publication(store, id)]
    return sorted({*of_versions, *_strangers(store), *_missing(store)}, key=lambda fault: fault.where)


def _of_publication(store: Store, id: str) -> list[Fault]:
    faults = [
        Fault(f"{id}/{name}", "is no part of a publication")
        for name in files.names(store.folder, id)
        if not (VERSION.fullmatch(name) or TOMBSTONE.fullmatch(name))
    ]
    for version in store.versions(id):
        where = f"{id}/v{version.version}"
        if isinstance(version, Damaged):
            faults.append(Fault(where, version.why))
        elif isinstance(version, Release):
            faults += _of_release(store, version, where)
    return faults


def _of_release(store: Store, release: Release, where: str) -> list[Fault]:
    present = set(files.names(store.folder, release.id, f"v{release.version}"))
    expected = {file.name for file in release.files}
    faults = [Fault(f"{where}/{name}", "added") for name in present - expected - {MANIFEST}]
    for name in expected:
        try:
            store.content(release, name)
        except DamagedPublication as error:
            faults.append(Fault(f"{where}/{name}", str(error).partition(f": {name} ")[2]))
    return faults


def _strangers(store: Store) -> list[Fault]:
    names = [name for name in files.names(store.folder) if not name.startswith(".")]
    return [
        Fault(name, "is no publication")
        for name in names
        if not ID.fullmatch(name) or (store.folder / name).is_symlink() or not (store.folder / name).is_dir()
    ]


def _missing(store: Store) -> list[Fault]:
    """What the journal has and the store has not: only it knows that the latest version was taken away."""
    faults = []
    for line in lines(store.folder / JOURNAL):
        id, version, what = str(line.get("id")), line.get("version"), line.get("what")
        if not ID.fullmatch(id) or not isinstance(version, int):
            faults.append(Fault(JOURNAL, "has a line that names no publication"))
        elif version not in store.numbers(id):
            faults.append(Fault(f"{id}/v{version}", "missing"))
        elif what == "withdrawal" and not store.is_buried(id, version):
            faults.append(Fault(f"{id}/v{version}.withdrawn.json", "missing"))
    return faults
