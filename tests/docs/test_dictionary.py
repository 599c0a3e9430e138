"""The data dictionary is what the definitions say, and tells of every measure and sector."""

import tomllib

import pytest
from tests.docs.dictionary import CHAPTERS, PAGE, page

DEFINED = [
    entry.get("id") or entry.get("key") or entry["released"]
    for path in sorted(CHAPTERS.rglob("*.toml"))
    # rules of sums, and the terms of early warning, described in docs/methods.md
    if path.name not in ("wholes.toml", "terms.toml")
    for entries in tomllib.loads(path.read_text(encoding="utf-8")).values()
    if isinstance(entries, list)
    for entry in entries
]


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make dictionary`"


@pytest.mark.parametrize("name", DEFINED)
def test_every_measure_and_sector_is_told(name):
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
