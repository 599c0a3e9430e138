"""What may be said of a measure: by its interval, its direction and its base, and nothing else."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish import fictional_outcomes as f

from careplace.figures import Verdict
from careplace.publish import wording
from careplace.publish.outcomes import CALLED, Outcome, Outcomes, Section, inside, part_name

YEAR = "2024-25"


@pytest.fixture(scope="module")
def outcomes():
    return Outcomes(f.outcomes())


def one(outcomes, measure):
    return next(o for s in outcomes.sections for o in s.every if o.measure.id == measure.id)


def beside(polarity, value, half, **more):
    measure = f.Measure("m", "Measure", "safety", polarity=polarity)
    told = f.told(
        measure,
        [f.figure(measure, YEAR, 0.5, 0.1, more.pop("of", 100))],
        [f.group(measure, YEAR, f.ALBION, 0.4, value, half)],
        **more,
    )
    return Outcome(told)


@pytest.mark.parametrize(
    ("polarity", "value", "word"),
    [
        ("high", 5.0, "better"),
        ("high", -5.0, "worse"),
        ("low", 5.0, "worse"),
        ("low", -5.0, "better"),
        ("none", 5.0, "higher"),
        ("none", -5.0, "lower"),
    ],
)
def test_a_difference_is_called_by_its_direction(polarity, value, word):
    assert beside(polarity, value, 2.0).verdict(f.ALBION) == word


@given(st.sampled_from(["high", "low", "none"]), st.floats(-20, 20), st.floats(0.1, 20))
def test_a_difference_is_called_only_where_its_interval_excludes_zero(polarity, value, half):
    called = beside(polarity, value, half).verdict(f.ALBION) in CALLED
    assert called == (value - half > 0 or value + half < 0)


def test_of_a_small_base_nothing_is_called():
    outcome = beside("high", 30.0, 1.0, of=9)
    assert outcome.counted
    assert (outcome.verdict(f.ALBION), outcome.why_untold(f.ALBION)) == (
        "untold",
        "too few people to compare",
    )
    assert not beside("high", 30.0, 1.0, of=10).counted


def middled(values=(0.2, 0.4, 0.6), of=100, **more) -> Outcome:
    """A measure whose group has no figure of its own, but the lowest, median and highest of fourteen of fifteen councils."""
    outcome = beside("high", 5.0, 2.0, of=of, **more)
    names = ("lowest", "median", "highest")
    middle = tuple(
        f.Figure(
            "outcome-quartile",
            f.ALBION,
            YEAR,
            f"m/all/{name}",
            value,
            "share",
            numerator=14.0,
            denominator=15.0,
        )
        for name, value in zip(names, values, strict=True)
    )
    group = f.group(outcome.measure, YEAR, f.ALBION, None, None, why="the numbers do not add up")
    group.middle = middle
    return Outcome(SimpleNamespace(**vars(outcome.data) | {"groups": (group,)}))


def test_the_median_of_a_groups_councils_is_given_and_nothing_is_called_by_it():
    outcome, group = middled(), SimpleNamespace(key=f.ALBION)
    assert [figure.value for figure in outcome.middle(f.ALBION)] == [0.2, 0.4, 0.6]
    assert outcome.verdict(f.ALBION) == "untold"
    assert outcome.untold([group]) == {}
    assert middled(of=9).middle(f.ALBION) is None
    assert list(middled(of=9).untold([group])) == ["too few people to compare"]
    assert outcome.middle("X") is None
    assert beside("high", 5.0, 2.0).middle(f.ALBION) is None


def test_a_sum_over_councils_is_said_to_be_one():
    outcome = beside("high", 5.0, 2.0)
    assert not outcome.pooled(f.ALBION)
    group = outcome.group(f.ALBION)
    group.figure = replace(group.figure, query="groups.py")
    assert outcome.pooled(f.ALBION)
    assert not middled().pooled(f.ALBION)


def test_a_group_that_is_not_there_is_not_told_of():
    assert beside("high", 5.0, 2.0).verdict("X") == "untold"
    assert beside("high", 5.0, 2.0).why_untold("X") == "no figure to compare with"


def test_a_reason_is_said_without_its_beginning(outcomes):
    assert one(outcomes, f.RESIDENTS).why_untold(f.ALBION) == "counts do not compare"


def test_groups_of_one_reason_stand_together():
    measure = f.VACANCIES
    groups = [
        f.group(measure, YEAR, key, 0.1, None, why="cannot tell: no interval")
        for key in (f.ALBION, f.NORTHMARCH)
    ]
    outcome = Outcome(f.told(measure, [f.figure(measure, YEAR, 0.1)], groups))
    keys = [SimpleNamespace(key=key) for key in (f.ALBION, f.NORTHMARCH)]
    assert outcome.untold(keys) == {"no interval": keys}


def test_direction_is_read_from_the_trend(outcomes):
    assert [one(outcomes, m).turn for m in (f.HOME, f.CARE_HOMES, f.LIFE, f.SAFER)] == [
        "worse",
        "better",
        "unsure",
        "untold",
    ]
    assert [one(outcomes, m).rises for m in (f.SATISFIED, f.HOME)] == [True, False]


@pytest.mark.parametrize(
    ("variation", "word"),
    [
        ("improvement", "better"),
        ("concern", "worse"),
        ("special cause, high", "higher"),
        ("special cause, low", "lower"),
        ("common cause", "unsure"),
        ("cannot tell", "untold"),
    ],
)
def test_direction_of_months_is_read_from_the_control_chart(variation, word):
    told = f.told(f.WAITS, [f.figure(f.WAITS, "2025-08", 0.7)], control=SimpleNamespace(variation=variation))
    assert (Outcome(told).turn, Outcome(told).charted) == (word, True)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("cannot be calculated: too few years", "too few years"),
        ("cannot be calculated: a ratio needs numbers above 0", "a ratio needs numbers above 0"),
        ("", "trend needs five years of data"),
    ],
)
def test_why_a_direction_is_not_told_is_its_own_reason(why, said):
    told = f.told(f.OFFERED, [f.figure(f.OFFERED, YEAR, 0.5)], trend=f.trend(f.OFFERED, "..", why))
    assert (Outcome(told).turn, Outcome(told).turn_untold) == ("untold", said)


@pytest.mark.parametrize("verdict", Verdict)
def test_reports_call_a_trend_what_its_verdict_does(verdict):
    trend = replace(f.trend(f.OFFERED, "..", "increasing", 1.0), verdict=verdict)
    outcome = Outcome(f.told(f.OFFERED, [f.figure(f.OFFERED, YEAR, 0.5)], trend=trend))
    called = verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
    expected = verdict if called else "unsure" if verdict == Verdict.NO_DIFFERENCE else "untold"
    assert (outcome.turn, outcome.rises) == (expected, called)


@pytest.mark.parametrize(
    ("reason", "said"),
    [("too few months", "too few months"), ("", "too few months")],
)
def test_months_too_few_for_a_chart_are_said_to_be(reason, said):
    control = SimpleNamespace(variation="cannot tell", label=reason)
    told = f.told(f.WAITS, [f.figure(f.WAITS, "2025-08", 0.7)], control=control)
    assert Outcome(told).turn_untold == said


@pytest.mark.parametrize(
    ("value", "polarity", "said"),
    [
        (0.8, "high", "met"),
        (0.78, "low", "met"),
        (0.7, "high", "missed"),
        (0.8, "low", "missed"),
        (0.8, "none", ""),
    ],
)
def test_a_target_is_met_or_missed_by_the_direction(value, polarity, said):
    measure = f.Measure("m", "M", "urgent", polarity=polarity)
    told = f.told(measure, [f.figure(measure, YEAR, value)], target=SimpleNamespace(value=0.78))
    assert Outcome(told).target == said


def test_what_a_reader_must_know_is_marked(outcomes):
    marks = [one(outcomes, m).marks for m in (f.SAFER, f.RESIDE, f.TURNOVER, f.CARERS, f.LIFE)]
    assert marks == [["provisional"], ["modelled"], ["local, not official"], ["not the latest"], []]


@pytest.mark.parametrize(
    ("unit", "decimals", "form", "limits", "plus", "apart"),
    [
        ("share", 1, "share1", "limit1", "signed", "size"),
        ("share", 0, "share", "limit", "signed", "size"),
        ("points", 1, "signed", "bound", "signed", "size"),
        ("per 100,000", 2, "number2", "number2", "plus2", "apart2"),
        ("years", 1, "number1", "number1", "plus1", "apart1"),
    ],
)
def test_every_form_is_one_that_the_unit_may_be_written_in(unit, decimals, form, limits, plus, apart):
    measure = f.Measure("m", "M", "safety", unit=unit, decimals=decimals)
    outcome = Outcome(f.told(measure, [f.figure(measure, YEAR, 0.5, 0.1)]))
    assert (outcome.form, outcome.limits) == (form, limits)
    assert (outcome.difference_form("plus"), outcome.difference_form("apart")) == (plus, apart)
    wording.written(outcome.latest, form)
    wording.written(outcome.latest, limits, "lower95")
    difference = f.difference(measure, YEAR, f.ALBION, 1.0, 0.5)
    for way in (plus, apart):
        wording.written(difference, way)


def test_a_page_shows_all_years_and_the_newest_months():
    months = [f"20{year}-{month:02d}" for year, month in itertools.product((18, 19, 20), range(1, 13))]
    told = f.told(f.DELAYS, [f.figure(f.DELAYS, month, 1.0) for month in months])
    assert [x.period for segment in Outcome(told).shown for x in segment] == months[-24:]
    assert [
        x.period
        for segment in Outcome(f.told(f.LIFE, f.series(f.LIFE, (1, 2, 3, 4, 5)))).shown
        for x in segment
    ] == list(f.YEARS)


def test_an_older_definition_that_no_month_of_is_shown_takes_no_place():
    old, new = (
        [f.figure(f.DELAYS, f"20{y}-{m:02d}", 1.0) for y, m in itertools.product(years, range(1, 13))]
        for years in ((15,), (18, 19))
    )
    assert len(Outcome(f.told(f.DELAYS, new, segments=(tuple(old), tuple(new)))).shown) == 1


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Social care", "social care"),
        ("A&E waits", "A&E waits"),
        ("GP visits", "GP visits"),
        ("A person", "A person"),
    ],
)
def test_a_title_inside_a_sentence(title, said):
    assert inside(title) == said


@pytest.mark.parametrize(
    ("breakdown", "said"),
    [
        ("age:65-and-over", "65 and over"),
        ("responsible:nhs", "NHS"),
        ("reason:further-nhs-non-acute-care", "Further NHS non acute care"),
        ("all", "All"),
    ],
)
def test_a_part_is_named_as_people_write_it(breakdown, said):
    assert part_name(breakdown) == said


def test_a_unit_is_not_said_twice():
    assert Outcome(f.told(f.DELAYS)).unit_told == "per 100,000"
    assert (
        Outcome(
            f.told(f.Measure("m", "Delays per 100,000 adults", "flow", unit="per 100,000 adults"))
        ).unit_told
        == ""
    )
    assert [Outcome(f.told(m)).unit_told for m in (f.LIFE, f.HOME)] == ["", ""]


def test_sections_part_what_is_known_from_what_is_not(outcomes):
    flow, workforce = outcomes.section("flow"), outcomes.section("workforce")
    assert [o.measure.id for o in flow.absent] == ["emergency-admissions"]
    assert [o.measure.id for o in workforce.without] == ["vacancies"]
    experience = outcomes.section("experience")
    assert [o.measure.id for o in experience.old] == ["ascof-3b-carers"]
    assert experience.newest + experience.old == experience.outcomes


def test_context_is_no_section_of_a_chapter(outcomes):
    assert outcomes.context.key == "about"
    assert "about" not in [s.key for chapter in ("populations", "system") for s in outcomes.chapter(chapter)]


def test_compared_holds_only_what_can_be_told(outcomes):
    groups = [SimpleNamespace(key=key) for key in (f.ALBION, f.NORTHMARCH)]
    told = outcomes.section("independence").compared(groups)
    assert len(told) == 4
    assert all(o.verdict(g.key) != "untold" for o, g in told)


def test_dictionary_has_what_is_used_and_what_is_missing(outcomes):
    ids = [m.id for m in outcomes.measures(("system",))]
    assert {"residents", "delayed-days-rate", "emergency-admissions"} <= set(ids)
    assert not {"vacancies", "ascof-2d1-still-at-home"} & set(ids)
    assert len(ids) == len(set(ids))


def test_figures_of_other_councils_are_told_apart():
    other = f.figure(f.LIFE, YEAR, 20.0, place="X08000002")
    own = f.series(f.LIFE, (1, 2, 3, 4, 5))
    told = f.outcomes(**{"quality-of-life": [f.told(f.LIFE, own, everyone=(other, own[-1]))]})
    assert Outcomes(told).elsewhere == {other.id}


def test_a_section_says_whose_figures_they_are():
    measure = f.Measure("m", "M", "safety", family="populations/safety")
    section = SimpleNamespace(
        key="safety", title="S", chapter="populations", question="", measures=(f.told(measure),)
    )
    [family] = Section(section).families
    assert "cannot be used to make judgements" in family.caveats


def test_figures_of_measures_are_those_of_all_that_are_of_their_measure(outcomes):
    measured = {data.measure.id for section in outcomes.data.sections for data in section.measures}
    named = {id: figure for id, figure in outcomes.figures.items() if figure.measure in measured}
    assert len(named) > 20, "no empty comparison"
    assert {id: outcomes.measured.get(id) for id in named} == named


@pytest.mark.parametrize("id", ["", "nothing", "nothing/X08000001/2024-25/all"])
def test_a_figure_of_no_measure_is_not_found(outcomes, id):
    assert outcomes.measured.get(id) is None
