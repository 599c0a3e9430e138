"""Decision records have numbers of their own and say what they must."""

import re

import pytest

PARTS = ("Status", "Context", "Decision", "Consequences")


@pytest.fixture
def records(root):
    return sorted((root / "docs/adr").glob("*.md"))


def test_numbers_are_used_once(records):
    # Branches that are merged in one week each take a block of numbers, so that no record changes its number.
    numbers = [int(record.name[:4]) for record in records]
    assert numbers == sorted(set(numbers))


def test_each_record_has_its_number_and_its_parts(records):
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.match(rf"# {record.name[:4]}[.:] \S", text), record.name
        missing = [part for part in PARTS if not re.search(rf"^## {part}$", text, flags=re.MULTILINE)]
        assert missing == [], record.name
