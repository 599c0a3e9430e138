"""Numbers of outcomes, delays, waits and deprivation in a sentence, checked against a small fictional edition."""

from decimal import Decimal

import pytest

from careplace.claims import FAULTS, Check, Grade, check_text
from careplace.claims.checks.rounding import agrees
from careplace.claims.grammar.tokens import tokens
from careplace.measures.outcomes.queries import everywhere

SATISFIED = "ascof-1d-satisfaction"


def nation(reader) -> str:
    return next(area.code for area in reader.gazetteer.areas.values() if area.kind == "nation")


@pytest.fixture(scope="module")
def at(reader):
    """at(measure, period) -> {name of council: figure}, those that have a value."""

    def of(measure: str, period: str) -> dict:
        cell = (measure, period, "all")
        areas = reader.gazetteer.areas
        return {
            areas[f.place].name: f
            for f in everywhere(reader, [cell])[cell].values()
            if f.value is not None
            and f.place in areas
            and areas[f.place].kind == "council"
            and areas[f.place].stands()
        }

    return of


@pytest.fixture(scope="module")
def satisfied(at):
    """A council's name, and its percentage satisfied in 2023-24."""
    name, figure = next(iter(at(SATISFIED, "2023-24").items()))
    return name, round(100 * figure.value, 1), figure


def edition(text, reader):
    return [f for f in check_text(text, reader) if f.check is Check.EDITION]


def test_a_true_number_holds_and_another_is_wrong(reader, satisfied):
    name, value, figure = satisfied
    text = (
        "In 2023/24, {}% of people who use services in "
        + name
        + " were satisfied with their care and support."
    )
    (finding,) = edition(text.format(value), reader)
    assert (finding.grade, finding.working) == (Grade.HOLDS, figure.id)
    (finding,) = edition(text.format(value + 7), reader)
    assert finding.grade is Grade.WRONG
    assert f"the edition says {value}% for 2023-24" in finding.says


def test_rounding_and_bounds(reader, satisfied):
    name, value, _ = satisfied
    text = "{} of people in " + name + " were satisfied with their care and support in 2023-24."
    for said in (
        f"{value:.0f}%",
        f"Over {value - 4:.0f}%",
        f"About {value + 2:.0f}%",
        f"More than {value - 1:.1f}%",
    ):
        assert [f.grade for f in edition(text.format(said), reader)] == [Grade.HOLDS], said
    assert [f.grade for f in edition(text.format(f"Over {value + 3:.0f}%"), reader)] == [Grade.WRONG]


def test_the_nation_and_the_council_each_have_their_own_number(reader, satisfied):
    name, value, _ = satisfied
    cell = (SATISFIED, "2023-24", "all")
    national = round(100 * everywhere(reader, [cell])[cell][nation(reader)].value, 1)
    text = (
        f"In 2023-24, {value}% of people in {name} were satisfied with their care and support, "
        "compared with {}% nationally."
    )
    assert [f.grade for f in edition(text.format(national), reader)] == [Grade.HOLDS] * 2
    (right, wrong) = edition(text.format(national + 5), reader)
    assert (right.grade, wrong.grade) == (Grade.HOLDS, Grade.WRONG)
    assert f"{national}%" in wrong.says


def test_two_years_each_with_its_number(reader, at):
    before = at(SATISFIED, "2022-23")
    name, later = next((name, f) for name, f in at(SATISFIED, "2023-24").items() if name in before)
    earlier = before[name]
    first, second = (round(100 * f.value, 1) for f in (earlier, later))
    text = f"Satisfaction with care and support in {name} went from {{}}% in 2022-23 to {second}% in 2023-24."
    assert [f.grade for f in edition(text.format(first), reader)] == [Grade.HOLDS] * 2
    assert [f.grade for f in edition(text.format(first + 6), reader)] == [Grade.WRONG, Grade.HOLDS]


def test_delayed_days_of_a_month_and_of_a_year(reader, at):
    name, month = next(iter(at("delayed-days", "2018-11").items()))
    year = at("delayed-days-rate", "2018-19")[name]
    for when, true in (("November 2018", month.value), ("2018-19", year.numerator)):
        text = f"There were {{:,.0f}} delayed days in {name} in {when}."
        assert [f.grade for f in edition(text.format(true), reader)] == [Grade.HOLDS]
        assert [f.grade for f in edition(text.format(true * 1.2 + 3), reader)] == [Grade.WRONG]


def test_deprivation_is_given_the_slack_of_another_calculation(reader, at):
    name, figure = next(iter(at("deprivation", "2019").items()))
    text = "The average IMD score of " + name + " was {:.1f} in 2019."
    assert [f.grade for f in edition(text.format(figure.value * 1.01), reader)] == [Grade.HOLDS]
    faults = [
        f for f in edition(text.format(figure.value * 1.3), reader) if f.grade in (*FAULTS, Grade.UNCHECKABLE)
    ]
    assert faults


def test_a_provisional_figure_misleads_at_most(reader, at):
    measure = "ascof-3d2-direct-payments"
    name, figure = next(iter(at(measure, "2024-25").items()))
    text = f"In 2024-25, {100 * figure.value + 9:.1f}% of people in {name} received direct payments."
    (finding,) = edition(text, reader)
    expected = Grade.MISLEADING if figure.status == "provisional" else Grade.WRONG
    assert finding.grade is expected


def test_without_a_year_it_is_asked_which(reader, satisfied, at):
    name, _, _ = satisfied
    newest = round(100 * at(SATISFIED, "2024-25")[name].value, 1)
    text = "{}% of people in " + name + " {} satisfied with their care and support."
    (finding,) = edition(text.format(newest + 8, "were"), reader)
    assert finding.grade is Grade.UNCHECKABLE
    assert "which year?" in finding.says
    assert [f.grade for f in edition(text.format(newest, "are now"), reader)] == [Grade.HOLDS]


def test_a_calendar_year_is_no_financial_year(reader, satisfied):
    name, value, _ = satisfied
    (finding,) = edition(
        f"In 2023, {value}% of people in {name} were satisfied with their care and support.", reader
    )
    assert finding.grade is Grade.UNCHECKABLE
    assert "which period?" in finding.says


@pytest.mark.parametrize(
    "words",
    [
        "In 2023-24, {n}% of men in {place} were satisfied with their care and support.",
        "In our own survey of 2023-24, {n}% in {place} were satisfied with their care and support.",
        "{place} aims for {n}% of people to be satisfied with their care and support in 2023-24.",
        "In 2023-24, satisfaction with care and support in {place} rose by {n}%.",
        "In 2023-24, {place} was {n}% above the rest for satisfaction with care and support.",
        "In 2023-24, {n}% of homes in {place} have gardens; people were satisfied with their care and support.",
        "People in {place} were satisfied with their care and support in 2023-24, while {n}% own a car.",
        "Satisfaction with care and support in {place} and Nowhereton was {n}% in 2023-24 and 10% the year before.",
        "In 2023-24, {n}% at {place} General Hospital were satisfied with their care and support.",
        "In 2023-24, {n}% were quite satisfied with their care and support in {place}.",
    ],
)
def test_other_people_other_surveys_wishes_and_differences_are_left_alone(reader, satisfied, words):
    name, value, _ = satisfied
    found = edition(words.format(n=value + 9, place=name), reader)
    assert [f.says for f in found if f.grade in FAULTS] == []


def test_the_place_of_the_text_is_the_place_of_our(reader, satisfied):
    name, value, _ = satisfied
    text = (
        f"{name} local account\n\nIn 2023-24, {{}}% of our people were satisfied with their care and support."
    )
    assert [f.grade for f in edition(text.format(value), reader)] == [Grade.HOLDS]
    assert [f.grade for f in edition(text.format(value + 6), reader)] == [Grade.WRONG]


def test_a_comparison_without_numbers(reader, at):
    cell = (SATISFIED, "2023-24", "all")
    national = everywhere(reader, [cell])[cell][nation(reader)]
    apart = {
        name: f
        for name, f in at(SATISFIED, "2023-24").items()
        if f.lower95 is not None and abs(f.value - national.value) > 2 * (f.upper95 - f.lower95)
    }
    text = "In 2023-24, satisfaction with care and support in {} was {} than the national average."
    for name, figure in at(SATISFIED, "2023-24").items():
        sound, turned = ("higher", "lower") if figure.value > national.value else ("lower", "higher")
        for way, grades in (
            (sound, (Grade.HOLDS, Grade.MISLEADING)),
            (turned, (Grade.WRONG, Grade.MISLEADING)),
        ):
            found = [f for f in check_text(text.format(name, way), reader) if f.check is Check.COMPARISON]
            assert [f.grade in grades for f in found] == [True], (name, way)
            if name in apart:
                assert found[0].grade is grades[0]


@pytest.mark.parametrize(
    ("figure", "said", "decimals", "fits"),
    [
        ("64.6", "64.6%", 1, True),
        ("64.6", "65%", 1, True),
        ("64.5", "64%", 1, True),
        ("64.6", "64.63%", 1, True),
        ("64.6", "64.7%", 1, False),
        ("1456", "1,456 days", 0, True),
        ("1456", "1,460 days", 0, False),
        ("1665649", "1,666,000 days", 0, True),
    ],
)
def test_what_agrees(figure, said, decimals, fits):
    assert agrees(Decimal(figure), tokens(said)[0], decimals) is fits


def test_a_council_s_beds_of_a_day_are_looked_up(reader):
    snapshot = reader.snapshots()[0]
    councils = [a for a in reader.gazetteer.areas.values() if a.kind == "council" and a.stands()]
    name, figure = next(
        (area.name, figure)
        for area in councils
        for figure in reader.figures([area.code], snapshot, "residential-care")
        if figure.measure == "beds" and figure.breakdown == "residential-care" and figure.value
    )
    day = f"{snapshot.day} {snapshot:%B %Y}"
    beds = int(figure.value)
    (finding,) = edition(f"At {day} there were {beds:,} care home beds in {name}.", reader)
    assert (finding.grade, finding.working) == (Grade.HOLDS, figure.id)
    (finding,) = edition(f"At {day} there were {beds + 40:,} care home beds in {name}.", reader)
    assert finding.grade is Grade.WRONG
