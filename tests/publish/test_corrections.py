"""The corrections log: read strictly, the latest first, and written such that Markdown shows it letter for letter."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.entries import DictionaryError
from careplace.publish.corrections import Correction, Example, corrections, page, plain, read

ENTRY = """
[[correction]]
date = {day}
title = "{title}"
shown = "12 of 13, marked * and <5"
correct = "12 of 14 | no more"
affected = "readers of [one] page"
reason = "a_b was read as c"
version = "0.1.0"
"""
EXAMPLE = (
    '[[correction.examples]]\nfigure = "ascof-2b, Slough"\nbefore = "1.0 to 2.0"\nafter = "0.5 to 2.5"\n'
)


@pytest.fixture
def log(tmp_path):
    """`log(text)`: the corrections of a file that says this."""

    def of(text: str) -> tuple[Correction, ...]:
        path = tmp_path / "corrections.toml"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return of


def test_the_latest_is_first_and_those_of_a_day_keep_their_order(log):
    days = {"a": "2026-01-01", "b": "2026-03-01", "c": "2026-01-01", "d": "2026-02-01"}
    read_log = log("".join(ENTRY.format(day=day, title=title) for title, day in days.items()))
    assert [entry.title for entry in read_log] == ["b", "d", "a", "c"]


def test_examples_belong_to_their_entry(log):
    text = ENTRY.format(day="2026-01-02", title="two") + EXAMPLE + ENTRY.format(day="2026-01-01", title="one")
    two, one = log(text)
    assert two.examples == (Example("ascof-2b, Slough", "1.0 to 2.0", "0.5 to 2.5"),)
    assert one.examples == ()


def test_a_file_without_entries_is_an_empty_log(log):
    assert log("") == ()
    assert page(()).startswith("# Corrections\n")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("date = 2026-01-01", 'date = "1 January"', "field 'date': found '1 January'; expected a date"),
        ('reason = "a_b was read as c"\n', "", "field 'reason': found nothing; expected words in quotes"),
        ("version", "versoin", "field 'versoin'"),
        ("[[correction]]", "[[corection]]", "corection"),
    ],
)
def test_an_entry_that_cannot_be_read_names_file_entry_and_field(log, before, after, words):
    text = ENTRY.format(day="2026-01-01", title="one").replace(before, after)
    with pytest.raises(DictionaryError) as refused:
        log(text)
    assert words in str(refused.value)
    assert "corrections.toml" in str(refused.value)


def test_markdown_shows_every_character_and_cells_stay_cells(log):
    text = page(log(ENTRY.format(day="2026-01-09", title="A * in a cell") + EXAMPLE))
    assert "## A \\* in a cell\n" in text
    assert "Corrected on 9 January 2026, in version 0.1.0." in text
    assert "| What was shown | 12 of 13, marked \\* and \\<5 |" in text
    assert "| What is right | 12 of 14 \\| no more |" in text
    assert "| ascof-2b, Slough | 1.0 to 2.0 | 0.5 to 2.5 |" in text
    assert "\n\n\n" not in text


@given(st.text())
def test_plain_text_is_one_line_and_loses_nothing_but_space(text):
    written = plain(text)
    assert "\n" not in written
    assert re.sub(r"\\(.)", r"\1", written) == " ".join(text.split())


def test_the_packaged_log_is_complete():
    log = corrections()
    assert any("careplace trace" in entry.title for entry in log)
    assert all(entry.date <= date.today() for entry in log)  # noqa: DTZ011
