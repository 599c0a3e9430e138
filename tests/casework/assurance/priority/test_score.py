"""Score and reasons: properties over random cases, an oracle that counts slowly, and one case by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.priority.strategies import EVENTS, TODAY, cases, signals

from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.scheme import Rule, default
from careplace.casework.assurance.priority.score import age_words, months_between, priority
from careplace.casework.assurance.priority.signals import Case, Signal

SCHEME = default()


def slow_score(case: Case) -> int:
    """The score of the example scheme, rule by rule and day by day."""
    return sum(
        _slow_points(rule, [s for s in case.signals if s.kind == rule.signal]) for rule in SCHEME.rules
    )


def _slow_points(rule: Rule, of_kind: list[Signal]) -> int:
    if rule.by == "count":
        events = [s for s in of_kind if _slow_months(s.on) < (rule.months or 0)]
        return _slow_steps(rule, len(events))
    if not of_kind:
        return 0
    last_day = max(s.on for s in of_kind)
    latest = max((s for s in of_kind if s.on == last_day), key=_concern)
    if rule.by == "age":
        ageless = latest.level in kinds()[rule.signal].ageless
        return 0 if ageless else _slow_steps(rule, _slow_months(latest.on))
    return rule.points[latest.level] if latest.level else _slow_steps(rule, latest.number)


def _concern(signal: Signal):
    kind = kinds()[signal.kind]
    if kind.type == "level":
        return kind.levels.index(signal.level)
    return signal.number if kind.concern == "high" else -signal.number


def _slow_steps(rule: Rule, value: float) -> int:
    best = 0
    for step in rule.steps:
        within = (step.least is None or value >= step.least) and (step.most is None or value <= step.most)
        best = max(best, step.points) if within else best
    return best


def _slow_months(start: date) -> int:
    """Whole months until TODAY, counted one by one."""
    months = 0
    while True:
        year, month = divmod(start.year * 12 + start.month - 1 + months + 1, 12)
        end = _clamped(year, month + 1, start.day)
        if end > TODAY:
            return months
        months += 1


def _clamped(year: int, month: int, day: int) -> date:
    for shorter in range(4):
        try:
            return date(year, month, day - shorter)
        except ValueError:
            continue
    raise AssertionError


@given(cases())
def test_the_score_is_that_of_the_slow_oracle(case):
    assert priority(SCHEME, case, TODAY).score == slow_score(case)


@given(cases())
def test_reasons_add_up_to_the_score_and_each_has_points_and_a_source(case):
    result = priority(SCHEME, case, TODAY)
    assert sum(reason.points for reason in result.reasons) == result.score
    assert all(reason.points > 0 and reason.sources and reason.sentence for reason in result.reasons)
    assert all(reason.points == 0 for reason in result.clear)
    assert result.band == SCHEME.band(result.score)
    assert result.most - result.score == sum(entry.most for entry in result.unknown)


@given(cases(), st.randoms())
def test_the_order_of_signals_does_not_matter(case, random):
    shuffled = list(case.signals)
    random.shuffle(shuffled)
    again = Case(service=case.service, signal=shuffled, recorded=case.recorded)
    assert priority(SCHEME, again, TODAY) == priority(SCHEME, case, TODAY)


@given(cases(), signals(tuple(EVENTS)))
def test_one_more_event_never_lowers(case, event):
    more = Case(service=case.service, signal=[*case.signals, event], recorded=case.recorded)
    before, after = priority(SCHEME, case, TODAY), priority(SCHEME, more, TODAY)
    assert after.score >= before.score
    assert after.most <= before.most + (after.score - before.score)


@given(cases(), st.data())
def test_a_latest_signal_that_is_more_concerning_or_older_never_lowers(case, data):
    latest = [case.latest(key) for key, kind in kinds().items() if kind.type != "event" and case.latest(key)]
    if not latest:
        return
    signal = data.draw(st.sampled_from(latest))
    kind = kinds()[signal.kind]
    if kind.type == "level":
        worse = {"level": data.draw(st.sampled_from(kind.levels[kind.levels.index(signal.level) :]))}
        # A level whose age says nothing gives no points for its age: only levels of one kind are compared.
        if worse["level"] in kind.ageless and signal.level not in kind.ageless:
            return
    else:
        number = data.draw(st.integers(0, 100))
        worse = {
            "number": max(number, signal.number) if kind.concern == "high" else min(number, signal.number)
        }
    only = [s for s in case.signals if s.kind != signal.kind]
    older = signal.on - timedelta(days=data.draw(st.integers(0, 400)))
    changed = signal.model_copy(update=worse | {"on": older})
    before = Case(service="x", signal=[*only, signal], recorded=case.recorded)
    after = Case(service="x", signal=[*only, changed], recorded=case.recorded)
    assert priority(SCHEME, after, TODAY).score >= priority(SCHEME, before, TODAY).score


@given(cases())
def test_every_kind_of_the_scheme_is_known_or_said_to_be_unknown(case):
    result = priority(SCHEME, case, TODAY)
    known_kinds = {s.kind for s in case.signals} | case.recorded
    scheme_kinds = {rule.signal for rule in SCHEME.rules if rule.most}
    assert {entry.kind for entry in result.unknown} == scheme_kinds - known_kinds


def test_a_case_by_hand():
    case = Case(
        service="Rose House",
        signal=[
            Signal(kind="rating", level="Requires improvement", on=date(2024, 3, 5), source="CQC"),
            Signal(kind="visit", level="Some concern", on=date(2025, 9, 1), source="Team"),
            Signal(kind="safeguarding-concern", on=date(2026, 8, 2), source="Safeguarding team"),
            Signal(kind="occupancy", number=70, on=date(2026, 10, 1), source="Capacity Tracker"),
        ],
        recorded=["safeguarding-concern", "complaint"],
    )
    result = priority(SCHEME, case, TODAY)
    assert [(reason.rule, reason.points, reason.sentence) for reason in result.reasons] == [
        ("rating", 25, "CQC's latest overall rating is Requires improvement, of 5 March 2024."),
        ("visit", 12, "Latest visit (1 September 2025): Some concern."),
        ("visit-age", 12, "The latest visit is 1 year and 2 months ago."),
        ("safeguarding", 8, "1 safeguarding concern in the past 12 months."),
        ("rating-age", 4, "The rating is 2 years and 8 months old."),
        ("occupancy", 3, "Occupancy is 70 percent."),
    ]
    assert (result.score, result.band.key) == (64, "high")
    assert [reason.sentence for reason in result.clear] == ["No complaints in the past 12 months."]
    assert (
        result.unknown[0].sentence
        == "Not known: how CQC rates the key questions. It could add up to 12 points."
    )
    assert result.reasons[0].sources == ("CQC, 5 March 2024",)
    assert result.scheme == "Example scheme 2026-11 (illustrative, not from any council)"


def test_without_any_signal_everything_is_unknown_and_the_score_is_not_called_low_risk():
    result = priority(SCHEME, Case(service="Rose House"), TODAY)
    assert (result.score, result.reasons, result.clear) == (0, (), ())
    assert len(result.unknown) == len({rule.signal for rule in SCHEME.rules if rule.most})
    assert result.band_at_most.key == "high"


def test_a_signal_of_a_later_day_is_refused():
    signal = Signal(kind="complaint", on=TODAY + timedelta(days=1), source="Team")
    with pytest.raises(ValueError, match="complaint is of 30 November 2026, after 29 November 2026"):
        priority(SCHEME, Case(service="x", signal=[signal]), TODAY)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 11, 29), date(2026, 11, 29), 0),
    ],
)
def test_whole_months(start, end, months):
    assert months_between(start, end) == months


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "less than a month"), (1, "1 month"), (12, "1 year"), (27, "2 years and 3 months")],
)
def test_ages_in_words(months, words):
    assert age_words(months) == words
