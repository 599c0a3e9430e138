"""What would lower a priority is what the scheme itself gives when it happens."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from tests.casework.assurance.priority.strategies import TODAY, cases
from tests.examples import examples

from careplace.casework.assurance.priority.lowering import SUPPOSED, lowering
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.priority.score import priority
from careplace.casework.assurance.priority.signals import Case, Signal

SCHEME = default()


def case_of(*signals: Signal) -> Case:
    return Case(service="Rose House", signal=signals)


def rating(level: str, on: date) -> Signal:
    return Signal(kind="rating", level=level, on=on, source="CQC")


def concern(on: date) -> Signal:
    return Signal(kind="safeguarding-concern", on=on, source="Team")


@given(cases())
@settings(max_examples=examples(50))
def test_every_effect_lowers_and_is_calculated_as_a_priority(case):
    before = priority(SCHEME, case, TODAY)
    for effect in lowering(SCHEME, case, TODAY):
        assert effect.after.score < before.score
        assert effect.after.score == sum(reason.points for reason in effect.after.reasons)
        assert str(effect.after.score) in effect.sentence


@given(cases())
@settings(max_examples=examples(50))
def test_every_single_change_that_lowers_is_listed(case):
    before = priority(SCHEME, case, TODAY).score
    listed = {effect.changes[0] for effect in lowering(SCHEME, case, TODAY) if len(effect.changes) == 1}
    for change in SCHEME.changes:
        signal = Signal(
            kind=change.signal, on=TODAY, source=SUPPOSED, level=change.level, number=change.number
        )
        after = priority(SCHEME, case.with_signal(signal), TODAY).score
        assert (change.key in listed) == (after < before)


@given(cases())
@settings(max_examples=examples(50))
def test_a_combination_comes_only_where_no_single_change_is_enough_and_none_smaller_is(case):
    before = priority(SCHEME, case, TODAY)
    effects = lowering(SCHEME, case, TODAY)
    for effect in effects:
        if len(effect.changes) > 1:
            assert effect.after.band != before.band
            assert all(e.after.band == before.band for e in effects if len(e.changes) == 1)
    singles = {s.key: s for s in SCHEME.changes}
    if any(e.after.band != before.band for e in effects) or not effects:
        return
    for pair in combinations([e.changes[0] for e in effects if e.changes[0] in singles], 2):
        changed = case
        for key in pair:
            change = singles[key]
            signal = Signal(
                kind=change.signal, on=TODAY, source=SUPPOSED, level=change.level, number=change.number
            )
            changed = changed.with_signal(signal)
        assert priority(SCHEME, changed, TODAY).band == before.band


def test_a_single_change_of_band_in_words():
    case = case_of(rating("Inadequate", date(2026, 6, 1)))
    assert [effect.sentence for effect in lowering(SCHEME, case, TODAY)] == [
        "A new rating of Good: from medium (45) to low (0 points)."
    ]


def test_events_that_pass_out_of_their_window_in_words():
    case = case_of(concern(date(2026, 1, 10)), concern(date(2026, 2, 1)), concern(date(2026, 3, 1)))
    (effect,) = lowering(SCHEME, case, TODAY)
    assert (
        effect.sentence
        == "No further safeguarding concern until 10 January 2027: from 18 to 8 points, still low."
    )


def test_that_day_is_the_first_on_which_the_score_falls():
    case = case_of(concern(date(2026, 1, 10)), concern(date(2026, 2, 1)), concern(date(2026, 3, 1)))
    assert priority(SCHEME, case, date(2027, 1, 9)).score == 18
    assert priority(SCHEME, case, date(2027, 1, 10)).score == 8


def test_where_no_single_change_is_enough_the_smallest_combination_is_named():
    visit = Signal(kind="visit", level="Serious concern", on=TODAY, source="Team")
    staff = [Signal(kind="whistleblowing", on=date(2026, 11, day), source="Team") for day in (3, 9)]
    concerns = [concern(date(2026, 11, day)) for day in range(1, 7)]
    case = case_of(rating("Inadequate", date(2026, 6, 1)), visit, *staff, *concerns)
    effects = lowering(SCHEME, case, TODAY)
    assert priority(SCHEME, case, TODAY).score == 45 + 30 + 18 + 28
    assert all(effect.after.band.key == "high" for effect in effects[:-1])
    assert effects[-1].sentence == (
        "A visit this month with no concern; and a new rating of Good: from high (121) to medium (46 points)."
    )


def test_nothing_lowers_what_is_zero():
    assert lowering(SCHEME, case_of(), TODAY) == ()
