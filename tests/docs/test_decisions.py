"""Decision records are numbered once each and say what they must. From 0050 they are about casework."""

import re

import pytest

PARTS = ("Status", "Context", "Decision", "Consequences")


@pytest.fixture
def records(root):
    return sorted((root / "docs/adr").glob("*.md"))


@pytest.mark.parametrize("numbers", [range(1, 50), range(50, 100)], ids=["careplace", "casework"])
def test_numbers_of_a_series_run_without_gaps(records, numbers):
    used_numbers = [int(record.name[:4]) for record in records if int(record.name[:4]) in numbers]
    assert used_numbers == list(numbers)[: len(used_numbers)]
    assert used_numbers


def test_each_record_has_its_number_and_its_parts(records):
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.match(rf"# {record.name[:4]}[.:] \S", text), record.name
        missing = [part for part in PARTS if not re.search(rf"^## {part}$", text, flags=re.MULTILINE)]
        assert missing == [], record.name
