"""Escalation: what each move needs, and that a suspension is reviewed and lifted on evidence only."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.escalation.ladder import Ladder, Move, default, needs, refusals
from careplace.casework.data_file import parse
from careplace.casework.faults import Faulty

LADDER = default()
KEYS = [level.key for level in LADDER.levels]
TODAY, REVIEW = date(2026, 11, 30), date(2026, 12, 10)
WHOLE = {
    "owner": "A. Officer",
    "reason": "Three visits below standard",
    "review_on": REVIEW,
    "panel_decision": "PEP 2026-11-30, item 2",
    "evidence": "Re-audit of 20 November",
}
TOML = """
id = "ours"
version = 1
title = "Ours"
source = "A council"
illustrative = false
[[levels]]
key = "routine"
title = "Routine"
meaning = "As usual."
placements = "open"
[[levels]]
key = "stop"
title = "Stopped"
meaning = "No placements."
placements = "suspended"
review_within = 10
lower_needs = ["evidence"]
"""


def test_the_default_goes_from_routine_to_exit():
    assert KEYS == ["routine", "enhanced", "formal", "suspended", "exit"]
    assert LADDER.illustrative


@pytest.mark.parametrize("level", KEYS)
@pytest.mark.parametrize("to", KEYS)
def test_a_whole_move_is_made_between_any_two_levels(level, to):
    expected = [f"The case is at {LADDER.level(level).title} already"] if level == to else []
    assert refusals(LADDER, level, Move(to, TODAY, **WHOLE), None) == expected


def test_a_suspension_needs_owner_reason_review_and_panel():
    assert refusals(LADDER, "formal", Move("suspended", TODAY), None) == [
        "Name the officer who owns the case",
        "Give the reason",
        "Give a review date",
        "Name the panel's decision",
    ]


@pytest.mark.parametrize("to", ["routine", "enhanced", "formal"])
def test_lifting_a_suspension_needs_evidence_and_the_panel_however_far_it_goes_down(to):
    asked = refusals(LADDER, "suspended", Move(to, TODAY, owner="A", reason="Better", review_on=REVIEW), None)
    assert asked == ["Name the panel's decision", "Name the evidence of improvement"]


@given(
    st.sampled_from([level for level in KEYS if LADDER.level(level).placements == "suspended"]),
    st.sampled_from(KEYS),
)
def test_no_move_below_a_suspension_is_made_without_evidence(level, to):
    if LADDER.level(to).placements == "suspended" or LADDER.position(to) > LADDER.position(level):
        return
    move = Move(to, TODAY, **(WHOLE | {"evidence": " "}))
    assert "Name the evidence of improvement" in refusals(LADDER, level, move, None)


def test_a_longer_way_down_needs_all_that_the_steps_of_it_need():
    for start, end in [(a, b) for i, a in enumerate(KEYS) for b in KEYS[:i]]:
        way = KEYS[KEYS.index(end) : KEYS.index(start) + 1]
        for below, above in pairwise(way):
            assert set(LADDER.level(above).lower_needs) <= set(needs(LADDER, start, end)), (start, end, below)


def test_a_review_is_after_the_move_and_not_too_late():
    early = Move("suspended", TODAY, **(WHOLE | {"review_on": TODAY}))
    assert refusals(LADDER, "formal", early, None) == ["The review date must be after the date of the move"]
    late = Move("suspended", TODAY, **(WHOLE | {"review_on": date(2027, 1, 4)}))
    assert refusals(LADDER, "formal", late, date(2026, 12, 14)) == [
        "Placements suspended must be reviewed by 14 December 2026: 10 working days at most"
    ]


def test_a_council_may_bring_its_own_ladder():
    assert [level.key for level in parse(Ladder, TOML, "ours.toml").levels] == ["routine", "stop"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("review_within = 10\n", "", "a suspension is reviewed"),
        ('lower_needs = ["evidence"]\n', "", "lifting needs it"),
        ('key = "stop"', 'key = "routine"', "levels: routine is there more than once"),
        ('placements = "open"', 'placements = "perhaps"', "levels routine, placements"),
        ('lower_needs = ["evidence"]', 'lower_needs = ["evidence", "tea"]', "levels stop, lower_needs.2"),
    ],
)
def test_a_ladder_by_which_a_suspension_could_lapse_is_refused(old, new, message):
    with pytest.raises(Faulty, match=message):
        parse(Ladder, TOML.replace(old, new), "ours.toml")


def test_an_unknown_level_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match="routine, enhanced, formal, suspended, exit"):
        LADDER.level("alarm")


def test_raising_to_a_level_with_a_review_needs_its_date_though_the_ladder_does_not_list_it():
    ours = parse(Ladder, TOML, "ours.toml")
    assert needs(ours, "routine", "stop") == ("owner", "review date")
    assert "Give a review date" in refusals(ours, "routine", Move("stop", TODAY), None)


@pytest.mark.parametrize("change", ['placements = "by agreement"', 'placements = "open"\nreview_within = 5'])
def test_the_first_level_is_that_of_services_without_a_case(change):
    with pytest.raises(Faulty, match="routine: its placements must be open, without review_within"):
        parse(Ladder, TOML.replace('placements = "open"', change), "ours.toml")
