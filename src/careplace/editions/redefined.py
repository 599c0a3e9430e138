"""Which measures mean something else in one edition than in another."""

import json
from pathlib import Path

import pyarrow.parquet as pq

# Words that help a reader and decide no number, and who answers for them.
NOT_COMPARED = frozenset(
    (
        *(
            "id",
            "family",
            "section",
            "title",
            "question",
            "direction",
            "polarity",
            "decimals",
            "headline",
            "rows",
        ),
        *(
            "caveats",
            "disclosure",
            "missing",
            "links",
            "targets",
            "breaks",
            "author",
            "reviewer",
            "reviewed_on",
        ),
    )
)


def dictionary(folder: Path) -> dict[str, dict] | None:
    """{measure: its row of the dictionary} as the edition in `folder` recorded it; None for one made before that was done.

    A row has id, title, chapter, section, unit, and `entry`, the measure as a dict.
    """
    path = folder / "tables" / "measure.parquet"
    if not path.exists():
        return None
    return {row["id"]: row | {"entry": json.loads(row["entry"])} for row in pq.read_table(path).to_pylist()}


def redefined(before: dict[str, dict] | None, after: dict[str, dict] | None) -> dict[str, dict[str, tuple]]:
    """{measure: {field: (before, after)}} of the measures in both whose definitions differ in a field that decides numbers.

    A field that one of the two dictionaries did not yet have is no difference.
    """
    differences = {}
    before, after = before or {}, after or {}
    for id in sorted(before.keys() & after.keys()):
        entry_before, entry_after = before[id]["entry"], after[id]["entry"]
        fields = sorted((entry_before.keys() & entry_after.keys()) - NOT_COMPARED)
        if differing := {
            name: (entry_before[name], entry_after[name])
            for name in fields
            if entry_before[name] != entry_after[name]
        }:
            differences[id] = differing
    return differences
