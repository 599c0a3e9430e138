"""The queue of modules names modules that there are, and puts them first."""

from pathlib import Path

from tests.longest import LONGEST, place_in_queue

ROOT = Path(__file__).parents[1]


def test_every_entry_is_a_module_or_a_folder_of_tests():
    assert [entry for entry in LONGEST if not (ROOT / entry).exists()] == []


def test_a_module_stands_before_its_folder_and_others_last():
    alone, folder, other = (
        place_in_queue(f"tests/{module}.py::test_it[a]")
        for module in ("real/test_trace", "real/test_nhs", "docs/test_words")
    )
    assert alone < folder < other == len(LONGEST)
