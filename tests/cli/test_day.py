"""A day is asked for, and refused, in words that show how one is written."""

import click
import pytest

from careplace.cli.day import DAY


def test_a_day_is_a_date():
    assert DAY.convert("2021-02-01", None, None).isoformat() == "2021-02-01"


@pytest.mark.parametrize("wrong", ["01/02/2021", "2021-02-30", "February 2021", ""])
def test_what_is_no_day_shows_how_one_is_written(wrong):
    with pytest.raises(click.BadParameter, match="write one as 2021-02-01, year first"):
        DAY.convert(wrong, None, None)
