"""What a judgement needs before it is final, and when it goes against the weight of the sources."""

from dataclasses import replace

import pytest
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said

from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.judgement import Confidence, Dissent, Judgement, against_weight, problems
from careplace.casework.reviews.weighing import weigh

EVIDENCE = [said("one", "concern"), said("two", "concern", "document"), said("three", "strength")]
WEIGHT = weigh(FRAMEWORK, LINE, EVIDENCE, TODAY)
SOUND = Judgement(
    line=LINE,
    statement="People with multiple needs repeat their story to each service.",
    direction=Direction.CONCERN,
    level="",
    confidence=Confidence.MEDIUM,
    supporting=frozenset(["one", "two"]),
    opposing=frozenset(["three"]),
    judge="Ada",
    reviewer="Omar",
)


def test_a_sound_judgement_has_no_problem():
    assert problems(SOUND, WEIGHT, FRAMEWORK) == []


@pytest.mark.parametrize(("change", "problem"), [
    ({"statement": " "}, "Write what you judge."),
    ({"level": "good"}, "gives no levels"),
    ({"supporting": frozenset()}, "Name the sources that support it."),
    ({"supporting": frozenset(["nine"])}, "say nothing about this line: nine"),
    ({"supporting": frozenset(["one", "three"])}, "named for and against it: three"),
    ({"opposing": frozenset()}, "1 of the sources say the opposite"),
    ({"direction": Direction.STRENGTH}, "against the weight of the sources: give the reason"),
    ({"reviewer": ""}, "A second person must look at it."),
    ({"reviewer": "Ada"}, "Nobody reviews their own judgement."),
    ({"dissents": (Dissent("Ines", " "),)}, "A dissent needs its text"),
])  # fmt: skip
def test_what_is_missing_is_named(change, problem):
    assert any(problem in text for text in problems(replace(SOUND, **change), WEIGHT, FRAMEWORK))


def test_against_the_weight_it_stands_with_a_reason():
    turned = replace(
        SOUND, direction=Direction.STRENGTH, supporting=frozenset(["three"]), opposing=frozenset(["one"])
    )
    assert (
        problems(replace(turned, reason="Both concerns are from before the new team."), WEIGHT, FRAMEWORK)
        == []
    )


@pytest.mark.parametrize(("heard", "direction", "against"), [
    (["strength", "concern"], "strength", False), (["strength", "concern"], "concern", False), (["mixed"], "strength", True),
    (["mixed"], "mixed", False), ([], "mixed", True), (["strength"], "concern", True), (["strength"], "mixed", False),
])  # fmt: skip
def test_the_weight_is_what_most_sources_that_take_a_side_say(heard, direction, against):
    weight = weigh(FRAMEWORK, LINE, [said(f"s{n}", way) for n, way in enumerate(heard)], TODAY)
    assert against_weight(replace(SOUND, direction=Direction(direction)), weight) == against


def test_a_framework_with_levels_asks_for_one():
    council = shipped("council-assessment")
    weight = weigh(council, "safeguarding", [said("one", "concern", line="safeguarding")], TODAY)
    judged = replace(SOUND, line="safeguarding", supporting=frozenset(["one"]), opposing=frozenset())
    assert problems(judged, weight, council) == [
        "Choose a level: Outstanding, Good, Requires improvement, Inadequate."
    ]
    assert problems(replace(judged, level="requires-improvement"), weight, council) == []
