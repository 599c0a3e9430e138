"""A span of time on the command line."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.span import SPAN
from careplace.publish.spans import LONGEST


@pytest.mark.parametrize(
    ("text", "months"), [("12m", 12), ("1m", 1), ("5y", 60), (" 2Y ", 24), ("23y", 276), (12, 12)]
)
def test_months_and_years_are_read(text, months):
    assert SPAN.convert(text, None, None) == months


@pytest.mark.parametrize("text", ["", "12", "0m", "-3m", "12 months", "1.5y", "24y", "99999999m", "m", "²m"])
def test_anything_else_says_what_to_write(text):
    with pytest.raises(click.BadParameter, match=r"write months as 12m or years as 5y, at most 23y"):
        SPAN.convert(text, None, None)


@given(st.integers(0, 10**6), st.sampled_from("my"))
def test_no_number_gives_a_span_without_words(number, unit):
    months = number * {"m": 1, "y": 12}[unit]
    if 0 < months <= LONGEST:
        assert SPAN.convert(f"{number}{unit}", None, None) == months
    else:
        with pytest.raises(click.BadParameter, match="is no span"):
            SPAN.convert(f"{number}{unit}", None, None)
