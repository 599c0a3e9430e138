"""The glossary has the words that the code, the pages and the reports use."""

import re

import pytest

WORDS = """
    location; provider; registered; deregistered; key question; key line of enquiry; KLOE; quality statement;
    service group; upper-tier local authority; integrated care board; comparator; nearest neighbour;
    numerator; denominator; polarity; suppression; provisional; edition; figure; share; percentage points;
    snapshot; succession; inherited rating; rated; dormant; dual registration; sector; brand; raw file;
    contract; measure; matched change
"""


@pytest.fixture(scope="module")
def entries(root):
    """The words that have an entry, lower case; an entry may give a word and its short form."""
    text = (root / "GLOSSARY.md").read_text(encoding="utf-8")
    return [head.lower() for head in re.findall(r"^\*\*(.+?)\*\*", text, flags=re.MULTILINE)]


@pytest.mark.parametrize("word", [word.strip() for word in WORDS.split(";")])
def test_the_word_is_explained(entries, word):
    assert any(re.search(rf"\b{re.escape(word.lower())}\b", entry) for entry in entries)


def test_entries_are_in_alphabetical_order(entries):
    assert entries == sorted(entries)
