"""How numbers are written: rounding, signs, false noughts, and what may never be said."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import Figure
from careplace.publish import wording

SHARES = st.floats(0, 1)
POINTS = st.floats(-100, 100)


def figure(value, unit="share", **parts):
    return Figure("m", "X", "2021-02-01", "s/a", value, unit, **parts)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (7, "7"), (1090, "1,090"), (18442.0, "18,442"), (1234567, "1,234,567"), (2.5, "2.5")],
)
def test_counts_have_commas_at_the_thousands(value, shown):
    assert wording.count(value) == shown


@given(st.integers(0, 10**9))
def test_a_count_can_be_read_back(value):
    assert int(wording.count(float(value)).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "whole", "tenth"),
    [
        (0.0, "0%", "0.0%"),
        (0.0004, "under 1%", "under 0.1%"),
        (0.004, "under 1%", "0.4%"),
        (0.005, "1%", "0.5%"),
        (0.285, "29%", "28.5%"),  # 100 * 0.285 is 28.499999999999996 in binary
        (0.625, "63%", "62.5%"),  # round(62.5) is 62 in Python
        (0.7862, "79%", "78.6%"),
        (0.996, "over 99%", "99.6%"),
        (0.9999, "over 99%", "over 99.9%"),
        (1.0, "100%", "100.0%"),
    ],
)
def test_shares(value, whole, tenth):
    assert (wording.share(value), wording.share(value, 1)) == (whole, tenth)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "under 1%"),
        (0.0049, "under 1%"),
        (0.005, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.995, "over 99%"),
        (1.0, "over 99%"),
    ],
)
def test_a_probability_is_never_nought_nor_whole(value, shown):
    assert wording.chance(value) == shown


@given(SHARES, st.sampled_from([0, 1]))
def test_a_share_is_never_a_false_nought_or_whole(value, places):
    shown = wording.share(value, places)
    assert (Decimal(shown.rstrip("%")) == 0) == (value == 0) if shown[0].isdigit() else 0 < value < 1
    assert (shown in ("100%", "100.0%")) == (value == 1)


@given(SHARES, st.sampled_from([0, 1]))
def test_a_share_is_within_half_a_unit_of_what_is_shown(value, places):
    shown = wording.limit(value, places)
    assert abs(Decimal(shown.rstrip("%")) - Decimal(repr(value)) * 100) <= Decimal(5).scaleb(-places - 1)


@given(POINTS)
def test_points_carry_their_sign_and_never_a_percent_sign(value):
    shown = wording.points(value)
    assert "%" not in shown
    assert "-" not in shown, "a true minus, which a screen reader says"
    assert shown.endswith(" percentage points")
    number = float(shown.split()[0].replace(wording.MINUS, "-"))
    assert abs(number - value) <= 0.05 + 1e-9
    assert shown[0] == ("+" if number > 0 else wording.MINUS if number < 0 else "0")


@pytest.mark.parametrize(("value", "shown"), [(-2.34, "−2.3"), (2.25, "+2.3"), (-0.04, "0.0"), (0.04, "0.0")])
def test_points_that_round_to_nought_have_no_sign(value, shown):
    assert wording.signed(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(-2.34, "−2.3"), (0.04, "+0.04"), (-0.04, "−0.04"), (0.0004, "0.0"), (0, "0.0")]
)
def test_a_limit_shows_on_which_side_of_zero_it_is(value, shown):
    assert wording.bound(value) == shown


@given(POINTS)
def test_size_is_points_without_a_sign(value):
    assert wording.size(value) == wording.points(value).lstrip("+" + wording.MINUS)


@given(st.floats(0, 60))
def test_ages_have_one_decimal(value):
    assert re.fullmatch(r"\d+\.\d years", wording.age(value))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_name_their_month(value):
    number, month, year = wording.day(value).split()
    assert (int(number), month, int(year)) == (value.day, f"{value:%B}", value.year)


def test_a_date_has_no_leading_nought():
    assert wording.day(date(2021, 2, 1)) == "1 February 2021"


@pytest.mark.parametrize(
    ("unit", "form", "part"),
    [
        ("share", "points", "value"),
        ("points", "share", "value"),
        ("locations", "share", "value"),
        ("share", "share", "numerator"),
        ("points", "size", "lower95"),
        ("years", "count", "value"),
    ],
)
def test_a_figure_is_not_written_in_another_units_form(unit, form, part):
    with pytest.raises(ValueError, match="cannot be written as"):
        wording.written(figure(0.5, unit, numerator=1, lower95=0.4), form, part)


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("share", "50%"), ("points", "+0.5"), ("years", "0.5"), ("locations", "0.5"), ("beds", "0.5")],
)
def test_every_unit_has_a_usual_form(unit, shown):
    assert wording.written(figure(0.5, unit)) == shown


def test_a_figure_without_a_value_says_so():
    assert wording.written(figure(None)) == "not available"


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (0.1, 4, "higher"),
        (-4, -0.1, "lower"),
        (-4, 0.1, "unsure"),
        (0, 4, "unsure"),
        (-4, 0, "unsure"),
        (None, 4, "untold"),
    ],
)
def test_a_difference_is_one_only_where_its_interval_excludes_zero(lower, upper, said):
    assert wording.verdict(figure(1.0, "points", lower95=lower, upper95=upper)) == said


@given(POINTS, st.floats(0, 50))
def test_the_verdict_never_contradicts_the_interval(value, half):
    low, high = value - half, value + half
    said = wording.verdict(figure(value, "points", lower95=low, upper95=high))
    assert (said == "unsure") == (low <= 0 <= high)


def test_no_figure_no_verdict():
    assert wording.verdict(None) == "untold"


@pytest.mark.parametrize(
    ("unit", "denominator", "few"),
    [("share", 9.0, True), ("share", 10.0, False), ("share", None, False), ("score", 5.0, False)],
)
def test_a_share_of_fewer_than_ten_is_of_too_few(unit, denominator, few):
    figure = Figure("m", "X1", "2024-25", "all", 0.5, unit, denominator=denominator)
    assert wording.too_few(figure, unit) is few
    assert not wording.too_few(None, unit)


def test_each_level_has_its_own_letter():
    assert wording.LETTERS == {
        "Outstanding": "O",
        "Good": "G",
        "Requires improvement": "RI",
        "Inadequate": "I",
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [("St. Helens", "st-helens"), ("Bristol, City of", "bristol-city-of"), ("../..", "place")],
)
def test_file_names_are_plain(name, slug):
    assert wording.filename(name) == slug


@given(st.text())
def test_no_name_makes_a_path(name):
    assert re.fullmatch(r"[a-z0-9-]+", wording.filename(name))


def test_cells_of_the_register():
    row = {
        "beds": 1200,
        "age": 1.25,
        "published_on": date(2021, 2, 1),
        "safe": "Requires improvement",
        "city": None,
    }
    assert [wording.cell(row, name) for name in row] == ["1,200", "1.3", "1 February 2021", "RI", ""]
    assert wording.cell({}, "caring") == "–"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Statistical neighbours of Coventry", "neighbours", "Neighbours"),
        ("West Midlands Combined Authority", "combined authority", "Combined authority"),
        ("South West", "region", "South West"),
    ],
)
def test_comparators_have_short_names_at_the_head_of_a_column(name, kind, shown):
    assert wording.short(name, kind) == shown
