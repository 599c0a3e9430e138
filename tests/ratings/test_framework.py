"""The frameworks' files: whole, sourced, with their days, and honest about what is not confirmed."""

from datetime import date

import pytest

from careplace.entries import DictionaryError
from careplace.ratings.framework import framework, frameworks, read
from careplace.ratings.problems import RatingError
from careplace.ratings.scale import KEY_QUESTIONS

ALL = frameworks()
MINIMAL = {
    "key": "k",
    "title": "t",
    "status": "current",
    "about": "a",
    "questions": ["Safe"],
    "forms": ["key questions"],
    "validity": {"confirmed": True, "source": "s"},
}


def test_every_framework_that_is_wanted_is_there():
    drafts = {
        f"draft-2026-{one}"
        for one in ("adult-social-care", "mental-health", "primary-and-community", "hospitals")
    }
    assert set(ALL) == drafts | {
        "adult-social-care-kloe",
        "primary-medical-kloe",
        "nhs-trusts-kloe",
        "nhs-trusts-kloe-use-of-resources",
        "independent-health-kloe",
        "single-assessment-before-december-2024",
        "single-assessment",
        "councils",
        "integrated-care-systems",
    }


@pytest.mark.parametrize("key", ALL)
def test_every_rule_has_a_source(key):
    one = ALL[key]
    rules = [*one.thresholds, *one.with_further, *one.limits, one.validity]
    rules += [one.scores.bands, *one.scores.held_back] if one.scores else []
    rules += [one.focused] if one.focused else []
    assert all(rule.source for rule in rules)


@pytest.mark.parametrize("key", ALL)
def test_thresholds_do_not_overlap(key):
    for rows in (ALL[key].thresholds, ALL[key].with_further):
        numbers = [n for row in rows for n in range(row.least, row.most + 1)]
        assert len(numbers) == len(set(numbers))


def test_drafts_are_marked_and_unconfirmed():
    for key, one in ALL.items():
        assert (one.status == "draft") == key.startswith("draft-")
        if one.status == "draft":
            assert all(row.unconfirmed for row in one.thresholds)
            assert not one.validity.confirmed


def test_thirty_four_nine_and_seventeen_statements():
    counts = {key: sum(map(len, one.scores.statements.values())) for key, one in ALL.items() if one.scores}
    assert counts == {
        "single-assessment": 34,
        "single-assessment-before-december-2024": 34,
        "councils": 9,
        "integrated-care-systems": 17,
    }
    assert [len(names) for names in ALL["single-assessment"].scores.statements.values()] == [8, 6, 5, 7, 8]
    assert [len(names) for names in ALL["integrated-care-systems"].scores.statements.values()] == [6, 3, 8]
    assert len(ALL["councils"].scores.statements) == 4


def test_evidence_is_scored_until_december_2024():
    assert len(ALL["single-assessment-before-december-2024"].scores.evidence) == 6
    assert ALL["single-assessment"].scores.evidence == ()
    assert len(ALL["councils"].scores.evidence) == 4
    before, after = ALL["single-assessment-before-december-2024"].validity, ALL["single-assessment"].validity
    assert before.until == after.since == date(2024, 12, 1)
    assert before.holds(date(2024, 11, 30))
    assert not before.holds(date(2024, 12, 1))
    assert after.holds(date(2024, 12, 1))


def test_questions_are_the_scales():
    assert all(
        one.questions == KEY_QUESTIONS for one in ALL.values() if not (one.scores and one.scores.pooled)
    )


def test_unconfirmed_rules_can_be_left_out():
    one = ALL["single-assessment"].unconfirmed_off()
    assert (one.thresholds, one.limits, one.scores.held_back) == ((), (), ())
    social = ALL["adult-social-care-kloe"].unconfirmed_off()
    assert [row.least for row in social.combining()] == [5]
    assert len(social.limits) == 6
    assert social.focused is None


def test_the_nearest_key_is_named():
    with pytest.raises(RatingError, match="did you mean adult-social-care-kloe"):
        framework("adult social care")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "old"}, "field 'status': found 'old'; expected one of past, current, draft"),
        ({"forms": ["wards"]}, r"field 'forms\[1\]': found 'wards'; expected one of key questions"),
        (
            {"colour": "red"},
            "framework, field 'colour': found a field that nobody reads",
        ),
        (
            {"limits": [{"kind": "k", "bears_on": "Safe", "holds": "Bad", "words": "w", "source": "s"}]},
            r"framework, limits\[1\], field 'holds': found 'Bad'; expected one of Outstanding",
        ),
    ],
)
def test_a_file_that_is_wrong_says_so(change, says):
    with pytest.raises(DictionaryError, match=says):
        read(MINIMAL | change)


def test_every_fault_of_a_framework_is_reported_at_once():
    validity = {"confirmed": "yes", "source": "s", "since": "2024-12-01"}
    with pytest.raises(DictionaryError) as refused:
        read(MINIMAL | {"status": "old", "forms": ["wards"], "validity": validity})
    assert [(wrong.entry, wrong.field) for wrong in refused.value.problems] == [
        ("framework", "status"),
        ("framework, validity", "confirmed"),
        ("framework, validity", "since"),
        ("framework", "forms[1]"),
    ]


def test_statements_must_be_under_the_questions():
    bands = {"outstanding": 88, "good": 63, "requires_improvement": 39, "source": "s"}
    scores = {"statements": {"Caring": ["x"]}, "bands": bands, "pooled": False}
    with pytest.raises(DictionaryError, match="found Caring; expected the questions, in their order"):
        read(MINIMAL | {"scores": scores})
