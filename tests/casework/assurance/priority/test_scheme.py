"""Schemes: each fault is reported with its entry and field, and all of them at once."""

import tomllib
from importlib.resources import files

import pytest

from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.scheme import default, parse
from careplace.casework.faults import Faulty

TEXT = files(schemes.__package__).joinpath("default.toml").read_text(encoding="utf-8")


def faults_of(old: str, new: str) -> list[str]:
    assert old in TEXT
    with pytest.raises(Faulty) as refused:
        parse(TEXT.replace(old, new, 1))
    return [str(fault) for fault in refused.value.faults]


def test_the_example_scheme_says_that_it_is_from_no_council():
    assert default().status == "illustrative, not from any council"
    assert [band.least for band in default().bands] == [60, 30, 0]


def test_the_example_scheme_uses_every_kind():
    assert {rule.signal for rule in default().rules} == set(kinds())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('key = "medium"', 'key = "high"', "band high, key: stands twice"),
        (
            "from = 0\n",
            "from = 5\n",
            "the bands, from: [60, 30, 5] must go down to 0, the highest band first",
        ),
        (
            "from = 60\n",
            "from = 20\n",
            "the bands, from: [20, 30, 0] must go down to 0, the highest band first",
        ),
        ('key = "rating-age"', 'key = "rating"', "rule rating, key: stands twice"),
        ('signal = "fall"', 'signal = "falls"', "rule fall, signal: there is no kind 'falls': it is one of "),
        ('by = "count"', 'by = "level"', "rule fall, by: fall is of the type event, which has no level"),
        (
            '"Good" = 0, "Not yet',
            '"Not yet',
            "rule rating, points: it must have points for each of Outstanding, Good",
        ),
        (
            '"Requires improvement" = 25',
            '"Requires improvement" = 46',
            "rule rating, points: from Outstanding to Inadequate they must never become fewer",
        ),
        (
            "{ from = 36, points = 8 }",
            "{ from = 36, points = 3 }",
            "rule rating-age, steps: points must never become fewer with more concern",
        ),
        (
            "{ from = 36, points = 8 }",
            "{ from = 24, points = 8 }",
            "rule rating-age, steps: `from` must go from the least to the most concerning value",
        ),
        (
            "{ from = 36, points = 8 }",
            "{ to = 36, points = 8 }",
            "rule rating-age, steps: each step of rating by age has `from`",
        ),
        (
            "{ to = 75, points = 3 }",
            "{ from = 75, points = 3 }",
            "rule occupancy, steps: each step of occupancy by number has `to`",
        ),
        (
            "{ to = 75, points = 3 }, { to = 60, points = 6 }",
            "{ to = 60, points = 3 }, { to = 75, points = 6 }",
            "rule occupancy, steps: `to` must go from the least to the most concerning value",
        ),
        ("months = 24\n", "", "rule fall, months: a rule by count needs it, and no other has it"),
        (
            "is {age} old",
            "is {level} old",
            "rule rating-age, sentence: it names level; it may name {age}, {on}",
        ),
        ("is {age} old", "is {age.real} old", "rule rating-age, sentence: it names age.real"),
        ("is {age} old", "is {age!r} old", "rule rating-age, sentence: it names age!"),
        ("is {age} old", "is {age:d} old", "rule rating-age, sentence: it names age:d"),
        ("is {age} old", "is {} old", "rule rating-age, sentence: it names ; it may name"),
        ("is {age} old", "is {age old", "rule rating-age, sentence: its braces do not match"),
        (
            'level = "No concern"\n',
            'level = "Fine"\n',
            "change visit-no-concern, level: it must be one of No concern",
        ),
        (
            'level = "No concern"\n',
            "number = 1\n",
            "change visit-no-concern, level: it must be one of No concern",
        ),
        (
            "number = 0\n",
            "",
            "change key-questions-good, number: key-questions-below-good needs a number and no level",
        ),
        (
            'signal = "visit"\nlevel = "No',
            'signal = "fall"\nlevel = "No',
            "change visit-no-concern, signal: 'fall' is no kind with",
        ),
        ('key = "fall"', 'key = "The fall"', "rule The fall, key: String should match pattern"),
        (
            "points = 14 }",
            "points = -1 }",
            "rule rating-age, steps.3.points: Input should be greater than or equal to 0",
        ),
        (
            "points = 14 }",
            'points = "14" }',
            "rule rating-age, steps.3.points: Input should be a valid integer",
        ),
        (
            'by = "age"',
            'by = "date"',
            "rule rating-age, by: Input should be 'level', 'age', 'number' or 'count'",
        ),
        (
            'version = "2026-11"',
            'version = " "',
            "the document, version: String should have at least 1 character",
        ),
        ('version = "2026-11"', 'colour = "red"', "the document, version: Field required"),
        ('version = "2026-11"', "version =", "the document: it is no TOML: "),
    ],
)
def test_a_fault_is_reported_with_its_entry_and_field(old, new, fault):
    assert any(text.startswith(fault) for text in faults_of(old, new))


def test_a_rule_with_both_points_and_steps():
    faults = faults_of('by = "age"\n', 'by = "age"\npoints = { "Good" = 1 }\n')
    assert faults == ["rule rating-age, steps: a rule by age has steps and no points"]
    faults = faults_of('by = "level"\n', 'by = "level"\nsteps = [{ from = 1, points = 1 }]\n')
    assert faults == ["rule rating, steps: a rule by level has points and no steps"]


def test_all_faults_are_reported_at_once():
    text = (
        TEXT.replace("is {age} old", "is {level} old")
        .replace("months = 24\n", "")
        .replace("from = 0\n", "from = 1\n")
    )
    with pytest.raises(Faulty, match=r"mine\.toml cannot be used") as refused:
        parse(text, "mine.toml")
    assert [(fault.entry, fault.field) for fault in refused.value.faults] == [
        ("the bands", "from"),
        ("rule rating-age", "sentence"),
        ("rule fall", "months"),
    ]


def test_every_sentence_of_the_example_is_written_with_what_it_may_name():
    for rule in tomllib.loads(TEXT)["rule"]:
        words = dict.fromkeys(schemes.PLACEHOLDERS[rule["by"]], "x")
        assert "{" not in rule["sentence"].format(**words)
