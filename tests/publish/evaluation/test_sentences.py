"""What may be said, and no more."""

from dataclasses import replace

import pytest
from tests.publish.evaluation.studies import MEASURE, study

from careplace.evaluation.results import Conclusion, Effect
from careplace.measures.dictionary import measures
from careplace.measures.outcomes.steps import Step
from careplace.places.area import Area, Group
from careplace.publish.evaluation.sentences import effect_words, findings, signed, unit_of

RATE = measures()[MEASURE]
SHARE = measures()["four-hour-standard-here"]


def test_no_clear_difference_is_an_answer():
    first = findings(study())[0]
    assert first.startswith("After a review in Plymouth, “Delayed days by month")
    assert first.endswith("shows no clear difference from what other councils lead us to expect.")


def test_a_direction_is_never_a_cause(monkeypatch):
    data = study(effect=6.0)
    monkeypatch.setattr(type(data), "conclusion", Conclusion.HIGHER)
    first = findings(data)[0]
    assert "was higher than expected from other councils" in first
    assert "does not show that a review is the cause" in first


def test_what_cannot_be_tested_says_why():
    first = findings(study(places=20))[0]
    assert first.endswith("it could be compared with 19 councils, and judging chance needs at least 39.")


def test_a_group_is_named_and_so_are_those_without_figures():
    every = study()
    members = (Area("E08000035", "Leeds", "Leeds", "council"),)
    group = Group("core-cities", "the core cities of England", "named", members)
    of_group = replace(every, question=replace(every.question, against=group), not_compared=("Leeds",))
    sentences = findings(of_group)
    assert sentences[1].startswith("Compared with 89 councils, the core cities of England: ")
    assert sentences[2] == "Not compared, since a period has no figure: Leeds."
    assert findings(every)[1].startswith("Compared with 89 councils: ")
    assert not any(sentence.startswith("Not compared") for sentence in findings(every))


def test_one_council_is_not_several():
    assert findings(study(places=2))[1].startswith("Compared with 1 council: ")


def test_an_extreme_place_goes_back_by_itself():
    assert any("moves back towards them by itself" in s for s in findings(study(level=9.0)))
    assert any("little of the change is a return" in s for s in findings(study()))


def test_a_likely_change_of_recording_is_said():
    step = Step(MEASURE, "E06000026", "all", "2016-12", 1.0, 2.0, True)
    assert (
        "From December 2016 on, the level is another, in a way that is likely a change of recording."
        in findings(study(steps=(step,)))
    )


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (
            Effect(-0.812, -2.1, 0.476, 0.2, ""),
            "−0.81 per 100,000 adults a day (95% interval −2.10 to +0.48): no clear difference",
        ),
        (
            Effect(3.0, None, None, 0.48, "", no_interval="placebos give none"),
            "+3.00 per 100,000 adults a day (p = 0.480): no clear difference",
        ),
        (
            Effect(3.0, None, None, None, "", no_interval="12 points, fewer than 24"),
            "+3.00 per 100,000 adults a day (12 points, fewer than 24): cannot be tested",
        ),
        (
            Effect(1.5, 1.2, 1.9, 0.001, "", no_effect=1.0),
            "1.50 times the rate expected (95% interval 1.20 to 1.90): higher than expected",
        ),
    ],
)
def test_an_effect_in_words(effect, words):
    assert effect_words(effect, RATE) == words


def test_a_share_differs_in_percentage_points():
    assert (signed(-0.0312, SHARE), unit_of(SHARE)) == ("−3.12", "percentage points")
    assert (signed(0.0, RATE), signed(None, RATE)) == ("0.00", "")
