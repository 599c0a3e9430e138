"""Score, band and reasons of one service: the reasons add up to the score, and what is not known is said."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.scheme import Band, Rule, Scheme
from careplace.casework.assurance.priority.signals import Case, Signal
from careplace.publish.wording import day


@dataclass(frozen=True)
class Reason:
    """Why points were given, or none: a sentence and the signals behind it."""

    rule: str
    points: int
    sentence: str
    signals: tuple[Signal, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Each source with its date, such as "CQC, 5 March 2024"."""
        return tuple(dict.fromkeys(f"{signal.source}, {day(signal.on)}" for signal in self.signals))


@dataclass(frozen=True)
class Unknown:
    """A kind of signal of which nothing is known, and the points that it could add at most."""

    kind: str
    sentence: str
    most: int


@dataclass(frozen=True)
class Priority:
    """How soon to visit a service by a scheme.

    `reasons` have points and add up to `score`, the most points first; `clear` is known and gives none; `unknown` is not
    known. `most` is the score if everything unknown were as concerning as can be, and `band_at_most` its band.
    """

    service: str
    scheme: str
    on: date
    score: int
    band: Band
    reasons: tuple[Reason, ...]
    clear: tuple[Reason, ...]
    unknown: tuple[Unknown, ...]
    most: int
    band_at_most: Band


@dataclass(frozen=True)
class _Result:
    """What a rule gives, and the signals behind it."""

    rule: Rule
    points: int
    signals: tuple[Signal, ...]


def score(scheme: Scheme, case: Case, today: date) -> int:
    """The score of a service on a day, without its reasons: to try many changes."""
    return sum(result.points for result in _results(scheme, case, today))


def priority(scheme: Scheme, case: Case, today: date) -> Priority:
    """The priority of a service on a day.

    Raises:
        ValueError: for a signal of a later day.
    """
    if later := [signal for signal in case.signals if signal.on > today]:
        raise ValueError(f"{later[0].kind} is of {day(later[0].on)}, after {day(today)}")
    results = [
        Reason(result.rule.key, result.points, _sentence(result, today), result.signals)
        for result in _results(scheme, case, today)
    ]
    reasons = sorted((r for r in results if r.points), key=lambda r: -r.points)
    unknown = _unknown(scheme, case)
    total = sum(reason.points for reason in reasons)
    most = total + sum(entry.most for entry in unknown)
    clear = tuple(reason for reason in results if not reason.points)
    scheme_words = f"{scheme.title} {scheme.version} ({scheme.status})"
    found_band, band_at_most = scheme.band(total), scheme.band(most)
    return Priority(
        case.service,
        scheme_words,
        today,
        total,
        found_band,
        tuple(reasons),
        clear,
        unknown,
        most,
        band_at_most,
    )


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another. From the 31st, a month is over on the last day of a shorter one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    last_day = monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last_day))


def counted_events(rule: Rule, case: Case, today: date) -> tuple[Signal, ...]:
    """The events that a rule by count counts on a day, the earliest first."""
    since = _months_before(today, rule.months or 0)
    return tuple(signal for signal in case.events(rule.signal) if signal.on > since)


@lru_cache(maxsize=256)
def _months_before(today: date, months: int) -> date:
    return today - relativedelta(months=months)


def _results(scheme: Scheme, case: Case, today: date) -> list[_Result]:
    return [result for rule in scheme.rules if (result := _result(rule, case, today))]


def _result(rule: Rule, case: Case, today: date) -> _Result | None:
    if rule.by == "count":
        return _by_count(rule, case, today)
    signal = case.latest(rule.signal)
    if signal is None:
        return None
    if rule.by == "age":
        return _by_age(rule, signal, today)
    points = rule.points[signal.level] if signal.level is not None else rule.points_of(signal.number or 0)
    return _Result(rule, points, (signal,))


def _by_count(rule: Rule, case: Case, today: date) -> _Result | None:
    events = counted_events(rule, case, today)
    # One event is known to have happened, though nobody may have recorded all of them.
    if not events and rule.signal not in case.recorded and not case.events(rule.signal):
        return None
    return _Result(rule, rule.points_of(len(events)), events)


def _by_age(rule: Rule, signal: Signal, today: date) -> _Result | None:
    if signal.level in kinds()[rule.signal].ageless:
        return None
    return _Result(rule, rule.points_of(months_between(signal.on, today)), (signal,))


def _sentence(result: _Result, today: date) -> str:
    rule = result.rule
    if rule.by == "count":
        one, several = kinds()[rule.signal].nouns
        number = len(result.signals)
        count = f"{number or 'No'} {one if number == 1 else several}"
        return rule.sentence.format(count=count, months=rule.months)
    (signal,) = result.signals
    words = {"level": signal.level or "", "number": _plain(signal.number), "on": day(signal.on)}
    return rule.sentence.format(**words, age=age_words(months_between(signal.on, today)))


def _unknown(scheme: Scheme, case: Case) -> tuple[Unknown, ...]:
    present = {signal.kind for signal in case.signals} | case.recorded
    absent = dict.fromkeys(rule.signal for rule in scheme.rules if rule.signal not in present)
    unknown = (_unknown_kind(scheme, kind) for kind in absent)
    # What a scheme gives no points for in any case is not missed.
    return tuple(entry for entry in unknown if entry.most)


def _unknown_kind(scheme: Scheme, kind: str) -> Unknown:
    most = sum(rule.most for rule in scheme.rules if rule.signal == kind)
    return Unknown(kind, f"Not known: {kinds()[kind].unknown}. It could add up to {points(most)}.", most)


def points(number: int) -> str:
    """ "1 point", "12 points"."""
    return f"{number} point{'' if number == 1 else 's'}"


def age_words(months: int) -> str:
    """An age in whole months in words: "3 years and 2 months"."""
    years, rest = divmod(months, 12)
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (rest, "month")) if n]
    return " and ".join(parts) or "less than a month"


def _plain(number: float | None) -> str:
    return f"{number:g}" if number is not None else ""
