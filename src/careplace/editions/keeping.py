"""Which editions are kept and which one serves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from careplace.editions import manifest
from careplace.editions.home import EditionError, Home, made_at
from careplace.editions.manifest import Fault
from careplace.editions.rawstore import RawStore


@dataclass(frozen=True)
class StoredEdition:
    """One edition of HOME; where its manifest is `damaged`, its numbers are 0.

    `readable` says whether this Careplace reads editions of its schema. `left_aside` are the names of the files that
    could not be read when it was built.
    """

    id: str
    made_at: datetime
    serves: bool
    inputs: int = 0
    figures: int = 0
    bytes: int = 0
    damaged: bool = False
    readable: bool = True
    left_aside: tuple[str, ...] = ()


def editions(home: Path) -> list[StoredEdition]:
    """Every edition of HOME, the one made last at the end."""
    place = Home(home)
    return [_stored_edition(place, id, serves=id == place.current()) for id in place.ids()]


def verify(home: Path, id: str | None = None) -> list[Fault]:
    """Every file that changed of an edition (the current one if None) and of its raw files.

    Raises:
        EditionError: when there is no such edition.
    """
    place = Home(home)
    return manifest.faults(place.edition(id), RawStore(place))


def use(home: Path, id: str) -> str:
    """Let the edition `id` serve; returns its whole id.

    Raises:
        EditionError: when there is no such edition, or it is damaged.
    """
    place = Home(home)
    with place.locked():
        return _serve(place, place.edition(id).name, "use")


def rollback(home: Path) -> str:
    """Let the edition serve that served before the current one; returns its id.

    Raises:
        EditionError: when none served before, or it is damaged.
    """
    place = Home(home)
    with place.locked():
        served = place.served()
        if len(served) < 2:
            raise EditionError(
                "no edition served before this one: `careplace editions use ID` chooses another"
            )
        return _serve(place, served[-2], "rollback")


def prune(home: Path, keep: int, raw: bool = False) -> tuple[list[str], list[str]]:
    """Remove all editions but the `keep` made last and the current one; with `raw`, raw files not needed.

    Returns:
        The ids of the editions and the SHA-256 of the raw files that are gone.

    Raises:
        EditionError: when `keep` is less than 1, or, with `raw`, a damaged edition hides what it needs.
    """
    if keep < 1:
        raise EditionError("at least one edition is kept")
    place = Home(home)
    with place.locked():
        ids = place.ids()
        removed = [id for id in ids[:-keep] if id != place.current()]
        for id in removed:
            place.discard(place.editions / id)
        return removed, _prune_raw(place) if raw else []


def _prune_raw(place: Home) -> list[str]:
    store = RawStore(place)
    manifests = [manifest.read(place.editions / id) for id in place.ids()]
    needed = {entry["sha256"] for m in manifests for entry in m["inputs"]}
    removed = [sha256 for sha256 in store.hashes() if sha256 not in needed]
    for sha256 in removed:
        store.remove(sha256)
    return removed


def _serve(place: Home, id: str, why: str) -> str:
    if faults := manifest.faults(place.editions / id):
        raise EditionError(f"edition {id} is damaged ({faults[0]}): build it again from its raw files")
    manifest.refuse_unreadable(id, manifest.read(place.editions / id))
    place.serve(id, why)
    return id


def _stored_edition(place: Home, id: str, serves: bool) -> StoredEdition:
    folder = place.editions / id
    built_at = datetime.fromtimestamp(made_at(folder), UTC)
    try:
        about = manifest.read(folder)
    except EditionError:
        return StoredEdition(id, built_at, serves, damaged=True)
    size = sum(file["bytes"] for file in about["files"].values())
    left_aside = tuple(file["name"] for file in about.get("left_aside", ()))
    figures = manifest.rows_in(about, "figures")
    readable = manifest.is_readable(about)
    return StoredEdition(
        id, built_at, serves, len(about["inputs"]), figures, size, readable=readable, left_aside=left_aside
    )
