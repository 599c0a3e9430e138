"""Cases as people write them: every form, every level, and every mistake with its field and the nearest words."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.cases import five, social_care
from tests.ratings.oracle import band, percent

from careplace.ratings.case import rate
from careplace.ratings.problems import InheritedRating, RatingError


def problems(document) -> list[str]:
    with pytest.raises(RatingError) as caught:
        rate(document)
    return [str(problem) for problem in caught.value.problems]


def test_toml_and_json_of_one_case_are_rated_alike():
    toml = tomllib.loads(
        'framework = "adult-social-care-kloe"\n[key_questions]\nsafe = "good"\nwell_led = "GOOD"'
    )
    text = '{"framework": "adult-social-care-kloe", "key_questions": {"Safe": "Good", "Well-led": "Good"}}'
    assert rate(toml) == rate(json.loads(text))


@pytest.mark.parametrize(
    ("scores", "expected", "per_cent"),
    [
        ([3, 3, 4, 3, 4, 4, 3, 4, 4], "Outstanding", 89),  # Camden, 2025
        ([3, 3, 3, 3, 4, 3, 3, 3, 3], "Good", 78),  # Hertfordshire, 2024
        ([3] * 9, "Good", 75),
        ([2] * 9, "Requires improvement", 50),
        ([2, 2, 2, 2, 2, 3, 3, 3, 3], "Requires improvement", 61),
        ([2, 2, 2, 2, 3, 3, 3, 3, 3], "Good", 64),
        ([3, 3, 3, 3, 3, 4, 4, 4, 4], "Good", 86),
    ],
)
def test_councils(scores, expected, per_cent):
    result = rate({"framework": "councils", "scores": scores})
    assert (result.rating, result.score.percent, result.score.most) == (expected, per_cent, 36)
    assert [theme.about for theme in result.beside] == [
        "Working with people",
        "Providing support",
        "Ensuring safety",
        "Leadership",
    ]


@given(st.lists(st.integers(1, 4), min_size=17, max_size=17))
def test_integrated_care_systems(scores):
    result = rate({"framework": "integrated-care-systems", "scores": scores})
    assert result.rating == band(percent(scores))
    assert [theme.score.percent for theme in result.beside] == [
        percent(scores[:6]),
        percent(scores[6:9]),
        percent(scores[9:]),
    ]


def test_evidence_makes_statements_make_key_questions_make_the_overall():
    safe = {"Learning culture": [3, 2], "Safeguarding": {"Processes": 4, "Outcomes": 3}}
    result = rate(
        {
            "framework": "single-assessment-before-december-2024",
            "key_questions": five("GGGGG") | {"Safe": safe},
        }
    )
    learning, safeguarding = result.parts[0].parts
    assert (learning.rating, learning.score.percent) == ("Good", 63)  # 5 of 8 is 62.5%, and a score of 3
    assert (safeguarding.rating, safeguarding.score.percent) == (
        "Outstanding",
        88,
    )  # 7 of 8 is 87.5%, and a score of 4
    assert (result.parts[0].score.total, result.parts[0].rating) == (7, "Outstanding")
    assert result.rating == "Good"


def test_statement_scores_and_carried_over_ratings_together():
    result = rate(
        {
            "framework": "single-assessment",
            "key_questions": five("GGGGG") | {"Safe": [2] * 8, "Caring": [2] * 5},
        }
    )
    assert [part.rating for part in result.parts][:3] == [
        "Requires improvement",
        "Good",
        "Requires improvement",
    ]
    assert result.rating == "Requires improvement"


def test_confirmed_only_leaves_the_unconfirmed_out():
    document = {
        "framework": "single-assessment",
        "key_questions": five("GGGGG") | {"Well-led": [3] * 7 + [1]},
    }
    assert rate(document).parts[-1].rating == "Requires improvement"
    sure = rate(document, confirmed_only=True)
    assert (sure.parts[-1].rating, sure.rating) == ("Good", "Not rated")


def trust(**more) -> dict:
    services = {"Surgery": {"key_questions": five("GGGGG")}, "Medicine": {"key_questions": five("RGGGG")}}
    north, south = {"services": services}, {"services": {"Surgery": {"key_questions": five("GGOGO")}}}
    return {
        "framework": "nhs-trusts-kloe",
        "key_questions": {"Well-led": "Good"},
        "locations": {"North": north, "South": south},
        **more,
    }


def test_services_make_locations_make_a_trust():
    result = rate(trust())
    north, south = result.beside
    assert [part.rating for part in north.parts] == ["Requires improvement", *["Good"] * 4]
    assert [one.rating for one in north.beside] == ["Good", "Good"]
    assert (north.rating, south.rating, result.rating) == ("Good", "Outstanding", "Good")
    assert [part.rating for part in result.parts] == [
        "Requires improvement",
        "Good",
        "Outstanding",
        "Good",
        "Good",
    ]


def test_well_led_of_a_trust_is_its_own():
    document = trust()
    del document["key_questions"]
    assert problems(document) == [
        "key_questions.Well-led: found nothing; expected its own rating: it is not combined from locations"
    ]


def test_a_notice_bears_on_one_key_question_of_one_service():
    document = trust()
    document["locations"]["South"]["services"]["Surgery"]["limits"] = [
        {"kind": "enforcement notice", "on": "safe"}
    ]
    south = rate(document).beside[1]
    assert (south.beside[0].parts[0].rating, south.parts[0].rating) == ("Inadequate", "Inadequate")


def test_use_of_resources_joins_at_the_top():
    document = trust(framework="nhs-trusts-kloe-use-of-resources", use_of_resources="Requires improvement")
    result = rate(document)
    assert ([part.about for part in result.parts][-1], result.rating) == (
        "Use of resources",
        "Good",
    )  # two of six
    document["key_questions"]["Well-led"] = "Requires improvement"
    assert rate(document).rating == "Requires improvement"  # three of six


def test_services_of_the_newer_framework_stand_apart():
    services = {"Care Homes": {"key_questions": five("GGGGG")}, "Homecare": {"key_questions": five("RRGGG")}}
    result = rate({"framework": "single-assessment", "services": services})
    assert (result.rating, result.rule.key) == ("Not rated", "rated-apart")
    assert [one.rating for one in result.beside] == ["Good", "Requires improvement"]


def test_days_outside_a_framework_are_told():
    assert any(
        "30 November 2024" in note for note in rate({**social_care("GGGGG"), "on": "2024-11-30"}).notes
    )
    assert rate({**social_care("GGGGG"), "on": "2019-05-01"}).notes == ()


def test_drafts_are_told():
    result = rate({"framework": "draft-2026-hospitals", "key_questions": five("RRGGG")})
    assert not result.confirmed
    assert result.unsettled == (
        "Draft framework of 2026: hospitals is a draft and may change before it is used",
    )


def test_what_a_whole_framework_rests_on_is_told():
    result = rate({"framework": "integrated-care-systems", "scores": [3] * 17})
    assert not result.confirmed
    assert "all seventeen scores" in result.unsettled[0]


@given(st.permutations(list(five("OGRIG").items())))
def test_the_order_of_a_file_does_not_matter(items):
    assert rate({"framework": "adult-social-care-kloe", "key_questions": dict(items)}) == rate(
        social_care("OGRIG")
    )


WRONG = [
    ([], r"the file: found \[\]; expected a table"),
    ({}, "framework: found nothing; expected the key of a framework"),
    ({"framework": "councils", "score": []}, "score: found 'score'; expected one of .*did you mean scores"),
    (social_care("GGGGG", keyquestions={}), "keyquestions: .*did you mean key_questions"),
    (social_care("GGGGG") | {"key_questions": {"saef": "Good"}}, "key_questions.saef: .*did you mean Safe"),
    (
        social_care("GGGGG") | {"key_questions": {"Safe": "Goood"}},
        "key_questions.Safe: found 'Goood'.*did you mean Good",
    ),
    (social_care("GGGGG") | {"key_questions": {"Safe": 3}}, "key_questions.Safe: found 3; .*has no scores"),
    (social_care("GGGGG") | {"key_questions": {"Safe": "Good", "safe": "Good"}}, "Safe: found it twice"),
    (social_care("GGGGG") | {"key_questions": "Good"}, "key_questions: found 'Good'; expected a table"),
    (social_care("GGGGG") | {"key_questions": {}}, "key_questions: found nothing; expected ratings of"),
    (social_care("GGGGG", on="May"), "on: found 'May'; expected a day such as 2024-05-31"),
    (
        social_care("GGGGG", limits=[{"kind": "breach"}]),
        r"limits\[1\].kind: .*did you mean breach-of-regulation",
    ),
    (social_care("GGGGG", limits={"kind": "breach"}), "limits: .*expected a list"),
    (
        social_care("GGGGG", limits=[{"kind": "notifications", "on": "Sfae"}]),
        r"limits\[1\].on: .*did you mean Safe",
    ),
    (
        social_care("GGGGG") | {"key_questions": {"Safe": "Good"}, "limits": [{"kind": "notifications"}]},
        "limits: notifications: found on 'Well-led'; expected one of Overall, Safe",
    ),
    (social_care("GGGGG", departure={"rating": "Good"}), "departure.reason: found nothing"),
    (social_care("GGGGG", departure={"rating": "Fine", "reason": "r"}), "departure.rating: found 'Fine'"),
    (social_care("GGGGG", inspections=[]), r"inspections: found \[\]; expected a list"),
    (social_care("GGGGG", services={"A": {}}), "services: found 'services'; expected key questions"),
    ({"framework": "nhs-trusts-kloe", "services": {"A": {}}}, "services.A.key_questions: found nothing"),
    (
        {
            "framework": "nhs-trusts-kloe",
            "key_questions": five("GGGGG"),
            "limits": [{"kind": "requirement-notice"}],
        },
        r"limits\[1\].on: found nothing; expected what requirement-notice bears on",
    ),
    ({"framework": "councils", "scores": [3] * 8}, "scores: found 8; .*Learning, improvement and innovation"),
    ({"framework": "councils", "scores": [3] * 10}, "scores: .*a list of at most 9"),
    (
        {"framework": "councils", "scores": [3] * 8 + [5]},
        "innovation: found 5; expected a whole number from 1 to 4",
    ),
    ({"framework": "councils", "scores": [3] * 8 + [True]}, "innovation: found True"),
    ({"framework": "councils", "scores": [3] * 8 + [[3, 9]]}, r"found \[3, 9\]; .*evidence categories"),
    (
        {"framework": "single-assessment", "key_questions": {"Safe": {"Safeguarding": [3, 3]}}},
        r"Safe.Safeguarding: found \[3, 3\]; expected a whole number from 1 to 4$",
    ),
    (
        {"framework": "single-assessment", "key_questions": {"Safe": {"Safegarding": 3}}},
        "Safe.Safegarding: .*did you mean Safeguarding",
    ),
    (
        {"framework": "draft-2026-hospitals", "key_questions": five("GGGGG"), "limits": [{"kind": "x"}]},
        "no limit of",
    ),
]


@pytest.mark.parametrize(("document", "says"), WRONG)
def test_what_is_wrong_is_told_with_its_field(document, says):
    with pytest.raises(RatingError, match=says):
        rate(document)


def test_everything_wrong_is_told_at_once():
    told = problems(
        social_care("GGGGG") | {"key_questions": {"Safe": "Bad", "Caring": 3, "Well-led": "Godo"}}
    )
    assert [line.split(":")[0] for line in told] == [
        "key_questions.Safe",
        "key_questions.Caring",
        "key_questions.Well-led",
    ]


def test_inspections_are_checked_each():
    inspections = [{"on": "x", "kind": "quick", "key_questions": {"Safe": "Bad"}}, {"when": 1}]
    fields = [line.split(":")[0] for line in problems(social_care("GGGGG", inspections=inspections))]
    assert fields == [
        "inspections[1].on",
        "inspections[1].kind",
        "inspections[1].key_questions.Safe",
        "inspections[2].when",
    ]


def test_an_inherited_rating_is_an_error_that_says_so():
    ratings = five("GGGGG") | {"Safe": {"rating": "Good", "inherited": True}}
    with pytest.raises(InheritedRating, match="never combined into a new rating"):
        rate({"framework": "adult-social-care-kloe", "key_questions": ratings})
