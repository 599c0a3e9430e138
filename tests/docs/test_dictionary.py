"""Every measure that is defined is in the data dictionary."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEFINITIONS = sorted((ROOT / "src/careplace/measures").rglob("measures.toml"))


def names(definitions: Path) -> list[str]:
    """What the file calls its measures: the `key` of each [[measure]], or the names of its tables."""
    told = tomllib.loads(definitions.read_text(encoding="utf-8"))
    listed = [measure["key"] for measure in told.get("measure", []) if isinstance(measure, dict)]
    return listed or [name for name, value in told.items() if isinstance(value, dict)]


MEASURES = [name for definitions in DEFINITIONS for name in names(definitions)]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_in_the_dictionary(measure):
    dictionary = (ROOT / "docs/dictionary.md").read_text(encoding="utf-8")
    assert f"`{measure}`" in dictionary, f"docs/dictionary.md does not tell of {measure}: generate it again"
