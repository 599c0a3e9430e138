"""Decision records have numbers of their own and say what they must."""

import re

import pytest

PARTS = ("Status", "Context", "Decision", "Consequences")


@pytest.fixture
def records(root):
    return sorted((root / "docs/adr").glob("*.md"))


def test_no_two_records_have_one_number(records):
    numbers = [record.name[:4] for record in records]
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)


def test_each_record_has_its_number_and_its_parts(records):
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.match(rf"# {record.name[:4]}[.:] \S", text), record.name
        missing = [part for part in PARTS if not re.search(rf"^## {part}$", text, flags=re.MULTILINE)]
        assert missing == [], record.name
