"""Which measures are named where: by rule, headline ones first, none ranked, none of long ago."""

import re
from types import SimpleNamespace

import pytest
from tests.publish import fictional_outcomes as f

from careplace.publish import findings
from careplace.publish.outcomes import Outcomes


@pytest.fixture(scope="module")
def sections():
    return Outcomes(f.outcomes()).sections


def ids(outcomes):
    return [one.measure.id for one in outcomes]


def test_headline_measures_come_first_and_keep_the_dictionarys_order(sections):
    every = findings.chosen(sections)
    assert [one.headline for one in every] == sorted((one.headline for one in every), reverse=True)
    assert ids(one for one in every if one.headline) == [
        m.id for m in (f.LIFE, f.HOME, f.CARE_HOMES, f.SATISFIED, f.DELAYS, f.WAITS)
    ]


def test_what_is_of_long_ago_is_not_among_the_findings(sections):
    assert f.CARERS.id not in ids(findings.chosen(sections))
    assert ids(findings.old(sections)) == [f.CARERS.id]


def test_each_measure_is_told_of_once_beside_a_comparator(sections):
    found = findings.beside(sections, f.ALBION)
    assert sorted(ids(one for listed in found.values() for one in listed)) == sorted(
        ids(findings.chosen(sections))
    )
    assert ids(found["better"]) == [f.SATISFIED.id]
    assert ids(found["worse"]) == [f.HOME.id, f.DELAYS.id]
    assert ids(found["lower"]) == [f.OLDER.id]
    assert f.OFFERED.id in ids(found["untold"])


def test_measures_that_move(sections):
    found = findings.turning(sections)
    assert (ids(found["better"]), ids(found["worse"])) == (
        [f.CARE_HOMES.id, f.SATISFIED.id],
        [f.HOME.id, f.DELAYS.id],
    )


def test_a_question_a_measure_and_the_gravest_first(sections):
    asked = findings.questions(sections, f.ALBION)
    assert [(q.kind, q.outcome.measure.id) for q in asked] == [
        ("worse-and-worsening", f.HOME.id),
        ("worse-and-worsening", f.DELAYS.id),
        ("target-missed", f.WAITS.id),
        ("better-and-improving", f.SATISFIED.id),
    ]


def test_without_a_comparator_only_direction_and_targets_raise_questions(sections):
    assert {q.kind for q in findings.questions(sections, "")} == {"worsening", "target-missed"}


def test_the_figures_that_matter_are_of_as_many_sections_as_there_are(sections):
    assert ids(findings.mattering(sections, 4)) == [f.LIFE.id, f.HOME.id, f.SATISFIED.id, f.DELAYS.id]
    assert ids(findings.mattering(sections, 9))[-1] == f.CARE_HOMES.id
    assert findings.mattering([], 4) == []


def test_what_no_public_table_gives(sections):
    assert ids(findings.absent(sections)) == [f.ADMISSIONS.id]


def charted(measure, variation):
    return f.told(measure, [f.figure(measure, "2025-08", 0.21)], control=SimpleNamespace(variation=variation))


@pytest.mark.parametrize(
    ("variation", "said"),
    [
        ("concern", "Latest month worse than those before it, by more than expected by chance"),
        ("improvement", "Latest month better than those before it, by more than expected by chance"),
        ("common cause", "Latest month not clearly different from those before it"),
    ],
)
def test_a_month_outside_what_chance_makes_is_not_getting_worse(variation, said):
    """A step down two years ago leaves every month since below the mean: the newest is worse, and nothing is falling."""
    found = findings.moving(Outcomes(f.outcomes(urgent=[charted(f.WAITS, variation)])).sections)
    assert {title: ids(listed) for title, listed in found}[said] == [f.WAITS.id]
    assert f.WAITS.id not in [id for title, listed in found if "etting" in title for id in ids(listed)]


def test_years_are_getting_better_or_worse_and_only_what_is_asked_for_is_told(sections):
    found = findings.moving(sections, ("worse", "better"))
    assert [(title, ids(listed)) for title, listed in found] == [
        ("Getting worse", [f.HOME.id, f.DELAYS.id]),
        ("Getting better", [f.CARE_HOMES.id, f.SATISFIED.id]),
    ]


def test_of_what_is_old_or_absent_headline_measures_are_named_first():
    """A brief names only the first few: the interface measures before cases of Campylobacter."""
    minor, major = (f.Measure(name, name, "safety", headline=name == "major") for name in ("minor", "major"))
    old = [f.told(m, [f.figure(m, "2017-18", 0.5)], stale="Nothing newer.") for m in (minor, major)]
    gone = [
        f.told(f.Measure(f"no-{m.id}", m.id, "safety", headline=m.headline, missing="Nobody counts it."))
        for m in (minor, major)
    ]
    listed = Outcomes(f.outcomes(safety=[*old, *gone])).sections
    safety = [section for section in listed if section.key == "safety"]
    assert ids(findings.old(safety)) == ["major", "minor"]
    assert ids(findings.absent(safety)) == ["no-major", "no-minor"]


def test_how_many_comparisons_chance_would_mark(sections):
    outcomes = [o for o in findings.chosen(sections) if o.verdict(f.ALBION) != "untold"]
    differ = [o for o in outcomes if o.verdict(f.ALBION) != "unsure"]
    sentence = findings.chance(sections, f.ALBION, "Albion")
    assert sentence.startswith(f"Of {len(outcomes)} measures compared with Albion, {len(differ)} differ: ")
    split = re.search(r"differ: (.*?)\.", sentence)[1]
    assert sum(map(int, re.findall(r"\d+", split))) == len(differ)
    for word in ("better", "worse"):
        number = sum(o.verdict(f.ALBION) == word for o in outcomes)
        assert (f"{number} {word}" in split.split(", ")) == (number > 0)
    expected = 0.05 * len(outcomes)
    words = f"about {expected:.0f}" if expected >= 1 else "fewer than one"
    assert f"{words} would differ by chance alone" in sentence
    assert findings.chance([], f.ALBION, "Albion") == ""


def test_the_publishers_words_are_given_once_for_the_measures_that_they_are_about():
    ascof = SimpleNamespace(measure=SimpleNamespace(family="populations/independence"))
    other = SimpleNamespace(measure=SimpleNamespace(family="system/urgent"))
    nobody = SimpleNamespace(measure=SimpleNamespace(family=""))
    (caution,) = findings.cautions([ascof, other, ascof, nobody])
    assert caution.text == (
        'The publisher says: "This data cannot be used to make judgements about how effective local authorities are."'
    )
    assert "Adult Social Care Outcomes Framework" in caution.source
    assert [findings.cautioned(o) for o in (ascof, other, nobody)] == [True, False, False]
    assert findings.marks_cautions([ascof, other])
    assert not findings.marks_cautions([ascof, ascof])
    assert not findings.marks_cautions([])


@pytest.mark.parametrize("most", [1, 5])
def test_the_first_picture_has_the_better_measures_and_then_the_worse(sections, most):
    by_verdict = findings.beside(sections, f.ALBION)
    leading = findings.leading(sections, f.ALBION, most)
    assert leading == [*by_verdict["better"][:most], *by_verdict["worse"][:most]]
    assert {one.verdict(f.ALBION) for one in leading} <= {"better", "worse"}
