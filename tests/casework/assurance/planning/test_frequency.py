"""When visits are due, against a calendar by hand; faults of rules, all at once."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.planning.frequency import Interval, Service, default, due_days, parse
from careplace.casework.faults import Faulty

START, END = date(2027, 1, 1), date(2027, 12, 31)


def service(kind: str = "care_home", last: date | None = None, below: bool = False) -> Service:
    return Service("Rose House", kind, "North", last, below)


@pytest.mark.parametrize(
    ("visited", "days"),
    [
        (service(last=date(2026, 5, 31)), [date(2027, 5, 31)]),
        (service(last=date(2025, 5, 31)), [date(2027, 1, 1)]),
        (service(last=None), [date(2027, 1, 1)]),
        (service(last=date(2026, 12, 31), below=True), [date(2027, 6, 30), date(2027, 12, 30)]),
        (service("home_care", date(2026, 8, 31)), [date(2027, 2, 28), date(2027, 8, 28)]),
        (service("home_care", None, below=True), [date(2027, n, 1) for n in (1, 4, 7, 10)]),
        (service(last=date(2027, 1, 1)), []),
    ],
)
def test_days_by_hand(visited, days):
    assert due_days(default(), visited, START, END) == days


@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.booleans(), st.sampled_from(["care_home", "home_care"])
)
def test_no_time_between_two_days_is_longer_than_the_rule(last, below, kind):
    months = default().interval(kind, below).months
    days = due_days(default(), service(kind, last, below), START, END)
    assert all(START <= day <= END for day in days)
    assert all((b - a).days <= 31 * months for a, b in itertools.pairwise(days))
    assert days or (last.year == 2026 and months == 12)


def test_below_standard_is_never_visited_less_often():
    assert all(rule.below_standard <= rule.months for rule in default().rules)
    with pytest.raises(ValueError, match="no rule says how often a service of the kind 'hotel'"):
        default().interval("hotel", False)


@pytest.mark.parametrize(
    ("kind", "below", "band", "expected"),
    [
        ("care_home", False, "", Interval(12, by_standard=False, by_band=False)),
        ("care_home", False, "low", Interval(12, by_standard=False, by_band=False)),
        ("care_home", False, "high", Interval(6, by_standard=False, by_band=True)),
        ("care_home", True, "medium", Interval(6, by_standard=True, by_band=False)),
        ("care_home", True, "high", Interval(6, by_standard=True, by_band=True)),
        ("home_care", True, "high", Interval(3, by_standard=True, by_band=True)),
    ],
)
def test_the_interval_is_the_shortest_that_applies_and_says_why(kind, below, band, expected):
    assert default().interval(kind, below, band) == expected


@given(
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(1, 60),
    st.booleans(),
    st.sampled_from(["", "high", "low"]),
)
def test_no_band_and_no_report_makes_visits_rarer(months, below_months, band_months, below, band):
    below_months, band_months = min(months, below_months), min(months, band_months)
    rules = parse(
        f'version = "1"\n[[rule]]\nkinds = ["a"]\nmonths = {months}\nbelow_standard = {below_months}\n'
        f"bands = {{ high = {band_months} }}"
    )
    interval = rules.interval("a", below, band)
    demanded = [months, *([below_months] if below else []), *([band_months] if band == "high" else [])]
    assert interval.months == min(demanded)
    assert (interval.by_standard or interval.by_band) == (interval.months < months)


def test_all_faults_of_rules_are_reported_at_once():
    rule = '[[rule]]\nkinds = ["a"]\nmonths = 6\nbelow_standard = {}\n'
    text = 'version = "1"\n' + rule.format(12) + "bands = { high = 7 }\n" + rule.format(3)
    with pytest.raises(Faulty) as refused:
        parse(text)
    assert [str(fault) for fault in refused.value.faults] == [
        "the rules, kinds: a is in several rules",
        "rule 1, below_standard: it must not be more months than for the others",
        "rule 1, bands.high: it must not be more months than for the others",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version =", "it is no TOML"),
        (
            'version = "1"\n[[rule]]\nkinds = []\nmonths = 0\n',
            "rule 1, months: Input should be greater than or equal to 1",
        ),
        ('version = "1"\n', "the document, rule: Field required"),
    ],
)
def test_rules_that_cannot_be_read(text, message):
    with pytest.raises(Faulty, match=message):
        parse(text)
