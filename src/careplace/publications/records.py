"""What a publication is: the draft that casework gives, the release in the store, and the tombstone of a withdrawal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

SCHEMA = 1
KINDS = {
    "review": "Review",
    "statement": "Statement",
    "consultation": "Consultation",
    "consultation-results": "Results of a consultation",
    "action-plan": "Action plan",
    "response": "Response",
    "board-paper": "Paper for the board",
}
"""{kind of publication: its name}."""


@dataclass(frozen=True)
class Description:
    """What a publication says of itself.

    `place` is the code of the area that it is about, `place_name` its name at that time; `author` is the organisation that
    publishes it. `edition` is the edition that its figures come from; None where it has no figures.
    """

    kind: str
    title: str
    summary: str
    place: str
    place_name: str
    author: str
    published_on: date
    edition: str | None = None

    def problems(self) -> list[str]:
        """Everything that keeps it from being published."""
        empty = [
            name
            for name in ("title", "summary", "place", "place_name", "author")
            if not getattr(self, name).strip()
        ]
        unknown_kind = [] if self.kind in KINDS else [f"kind: {self.kind!r} is none of {', '.join(KINDS)}"]
        return [*(f"{name}: write it" for name in empty), *unknown_kind]


@dataclass(frozen=True)
class PublishedFile:
    """A file of a release, as the manifest has it."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Release:
    """One version of a publication. `supersedes` is the version before it; `note` says what is different ("" at first)."""

    id: str
    version: int
    description: Description
    files: tuple[PublishedFile, ...]
    supersedes: int | None
    note: str

    def file(self, name: str) -> PublishedFile | None:
        return next((file for file in self.files if file.name == name), None)

    def as_record(self) -> dict[str, Any]:
        """The manifest."""
        described = asdict(self.description) | {"published_on": self.description.published_on.isoformat()}
        files = {file.name: {"sha256": file.sha256, "bytes": file.bytes} for file in self.files}
        rest = {"supersedes": self.supersedes, "note": self.note, "files": files}
        return {"schema": SCHEMA, "id": self.id, "version": self.version, **described, **rest}


@dataclass(frozen=True)
class Tombstone:
    """What remains of a version that was withdrawn. `reason` is for readers."""

    id: str
    version: int
    description: Description
    withdrawn_on: date
    reason: str

    def as_record(self) -> dict[str, Any]:
        described = asdict(self.description) | {"published_on": self.description.published_on.isoformat()}
        when = {"withdrawn_on": self.withdrawn_on.isoformat(), "reason": self.reason}
        return {"schema": SCHEMA, "id": self.id, "version": self.version, **described, **when}


def release_of(record: Mapping[str, Any]) -> Release:
    """The release that a manifest describes.

    Raises:
        KeyError, TypeError, ValueError: where it describes none.
    """
    files = tuple(
        PublishedFile(name, entry["sha256"], entry["bytes"])
        for name, entry in sorted(record["files"].items())
    )
    return Release(
        record["id"], record["version"], _description(record), files, record["supersedes"], record["note"]
    )


def tombstone_of(record: Mapping[str, Any]) -> Tombstone:
    """The tombstone that its record describes; raises as `release_of` does."""
    withdrawn_on = date.fromisoformat(record["withdrawn_on"])
    return Tombstone(record["id"], record["version"], _description(record), withdrawn_on, record["reason"])


def _description(record: Mapping[str, Any]) -> Description:
    if record["schema"] != SCHEMA:
        raise ValueError(f"it was written by another version of Careplace (schema {record['schema']})")
    names = ("kind", "title", "summary", "place", "place_name", "author", "edition")
    texts = {name: record[name] for name in names}
    description = Description(published_on=date.fromisoformat(record["published_on"]), **texts)
    if problems := description.problems():
        raise ValueError("; ".join(problems))
    return description
