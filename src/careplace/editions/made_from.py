"""An edition as a report names it."""

from datetime import date

from careplace.editions.opening import Edition


def made_from(edition: Edition) -> dict:
    """The edition's id, and the files that it was made from, each with `snapshot` as a date or None."""
    return {"id": edition.id, "made_from": [_input(entry) for entry in edition.manifest["inputs"]]}


def _input(entry: dict) -> dict:
    return entry | {"snapshot": date.fromisoformat(entry["snapshot"]) if entry["snapshot"] else None}
