"""An edition as a report names it."""

from datetime import date

from careplace.editions.opening import Edition


def made_from(edition: Edition) -> dict:
    """The edition's id, and the files that it was made from."""
    return {"id": edition.id, "made_from": input_files(edition.manifest)}


def input_files(manifest: dict) -> list[dict]:
    """The files that an edition was made from, by its manifest, each with `snapshot` as a date or None."""
    return [_dated(file) for file in manifest["inputs"]]


def _dated(file: dict) -> dict:
    return file | {"snapshot": date.fromisoformat(file["snapshot"]) if file["snapshot"] else None}
