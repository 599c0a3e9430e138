"""Widths of texts: those that the font itself has."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.chart_files.text_widths import _WIDTHS, BOLD, text_width

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def font(style: str):
    ttlib = pytest.importorskip("fontTools.ttLib")
    files = [file for folder in FOLDERS for file in folder.rglob(f"LiberationSans-{style}.ttf")]
    if not files:
        pytest.skip("fonts-liberation is not installed")
    return ttlib.TTFont(files[0])


def test_a_letter_is_as_wide_as_in_the_font_that_pictures_are_drawn_with():
    regular = font("Regular")
    letters, widths = regular.getBestCmap(), regular["hmtx"]
    for letter, width in _WIDTHS.items():
        drawn = widths[letters[ord(letter)]][0] * 1000 / regular["head"].unitsPerEm
        assert abs(drawn - width) < 60, letter


def test_bold_words_are_never_wider_than_is_thought():
    bold = font("Bold")
    letters, widths = bold.getBestCmap(), bold["hmtx"]
    for text in ("Most rated locations are rated Good", "82.2% here, 77.3% in England: better", "Coventry"):
        drawn = sum(widths[letters[ord(letter)]][0] for letter in text) * 20 / bold["head"].unitsPerEm
        assert drawn <= text_width(text, 20, bold=True) * 1.02


@given(st.text(), st.text(), st.floats(1, 100))
def test_a_text_is_as_wide_as_its_parts(first, second, size):
    whole = text_width(first + second, size)
    assert whole == pytest.approx(text_width(first, size) + text_width(second, size))
    assert text_width(first, size, bold=True) == pytest.approx(BOLD * text_width(first, size))
