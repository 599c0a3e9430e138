"""One rating from others: the rule that decided, what limited it, departures, and what is never combined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.cases import five

from careplace.ratings.aggregate import Given, aggregate
from careplace.ratings.framework import framework
from careplace.ratings.problems import InheritedRating, RatingError
from careplace.ratings.result import Departure, Met
from careplace.ratings.scale import LEVELS, Kind

KLOE = "adult-social-care-kloe"
LIMITS = {limit.kind: limit for limit in framework(KLOE).limits}
BREACH = Met(LIMITS["breach-of-regulation"], "Overall", "Regulation 12")
MANAGER = Met(LIMITS["registered-manager"], "Well-led")
letters = st.text("OGRI", min_size=5, max_size=5)


def test_nottingham_citycare():
    result = aggregate(KLOE, five("GGOGO"))
    assert (result.rating, result.rule.key, result.confirmed) == ("Outstanding", "outstanding", True)
    assert result.of("Outstanding") == ("Caring", "Well-led")


def test_a_breach_holds_the_overall():
    result = aggregate(KLOE, five("GGOGO"), limits=[BREACH])
    assert (result.rating, result.by_rules) == ("Requires improvement", "Outstanding")
    assert result.held_by == (BREACH,)


def test_a_limit_that_changes_nothing_is_kept_and_not_blamed():
    result = aggregate(KLOE, five("IIGGG"), limits=[BREACH])
    assert (result.rating, result.limited_by, result.held_by) == ("Inadequate", (BREACH,), ())


def test_a_limit_on_well_led_changes_what_it_is_combined_to():
    result = aggregate(KLOE, five("RGGGO"), limits=[MANAGER])
    well_led = result.parts[-1]
    assert (well_led.rating, well_led.by_rules, well_led.held_by) == (
        "Requires improvement",
        "Outstanding",
        (MANAGER,),
    )
    assert (result.rating, result.rule.key, result.held_by) == (
        "Requires improvement",
        "requires-improvement",
        (),
    )


def test_the_hardest_of_several_limits_counts():
    trusts = {limit.kind: limit for limit in framework("nhs-trusts-kloe").limits}
    met = [Met(trusts["requirement-notice"], "Safe"), Met(trusts["enforcement-notice"], "Safe")]
    safe = aggregate("nhs-trusts-kloe", five("GGGGG"), limits=met).parts[0]
    assert (safe.rating, len(safe.held_by)) == ("Inadequate", 2)


def test_a_departure_is_told_with_what_the_rules_give():
    departure = Departure("Good", "small shortfalls, put right at once")
    result = aggregate(KLOE, five("RGRGG"), departure=departure)
    assert (result.rating, result.by_rules, result.departure) == ("Good", "Requires improvement", departure)


def test_no_departure_sets_a_firm_limit_aside():
    with pytest.raises(
        RatingError, match=r"departure.rating.*Requires improvement or worse.*breach of regulations"
    ):
        aggregate(KLOE, five("GGGGG"), limits=[BREACH], departure=Departure("Good", "because"))


def test_a_departure_may_be_worse_than_a_firm_limit():
    result = aggregate(KLOE, five("GGGGG"), limits=[BREACH], departure=Departure("Inadequate", "because"))
    assert result.rating == "Inadequate"


def test_inherited_ratings_are_never_combined():
    ratings = five("GGGGG") | {"Safe": Given("Good", inherited=True)}
    with pytest.raises(
        InheritedRating, match=r"key_questions.Safe: found 'Good', inherited; .*never combined"
    ):
        aggregate(KLOE, ratings)


def test_four_of_five_are_not_combined_in_social_care():
    result = aggregate(KLOE, five("GGGGN"))
    assert (result.rating, result.kind, result.rule.key) == ("Not rated", Kind.NOT_YET_RATED, "not-combined")


def test_parts_of_one_kind_of_no_rating_give_it():
    result = aggregate("primary-medical-kloe", five("NNNNN"))
    assert (result.rating, result.kind) == ("Insufficient evidence to rate", Kind.INSUFFICIENT_EVIDENCE)
    assert result.rule.key == "nothing-rated"


def test_what_a_rating_rests_on_is_told():
    assert aggregate("nhs-trusts-kloe", five("GGGGG")).confirmed
    assert aggregate("nhs-trusts-kloe", five("RRGGG")).confirmed
    assert not aggregate("nhs-trusts-kloe", five("IIGGG")).confirmed
    assert not aggregate("single-assessment", five("RRGGG")).confirmed


def test_questions_come_in_the_frameworks_order_however_they_are_written():
    result = aggregate(KLOE, dict(reversed(five("OGRIG").items())))
    assert [part.about for part in result.parts] == ["Safe", "Effective", "Caring", "Responsive", "Well-led"]


def test_services_are_combined_for_one_key_question():
    result = aggregate(
        "nhs-trusts-kloe", {"Surgery": "Good", "Maternity": "Outstanding"}, about="Caring", among="services"
    )
    assert (result.about, result.rating) == ("Caring", "Outstanding")


@pytest.mark.parametrize(("name", "rating"), [("Saef", "Good"), ("Safe", "Goood")])
def test_words_that_mean_nothing(name, rating):
    with pytest.raises(RatingError, match="; expected one of"):
        aggregate(KLOE, {name: rating})


@given(letters, st.integers(0, 4))
def test_a_better_key_question_never_worsens_the_overall_with_limits(text, which):
    better = five(text)
    question = list(better)[which]
    better[question] = LEVELS[max(0, LEVELS.index(better[question]) - 1)]
    met = [BREACH, MANAGER]
    assert aggregate(KLOE, better, limits=met).level <= aggregate(KLOE, five(text), limits=met).level


@given(letters)
def test_a_limit_never_makes_a_rating_better(text):
    assert aggregate(KLOE, five(text), limits=[BREACH]).level >= aggregate(KLOE, five(text)).level
