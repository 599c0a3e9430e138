"""Score, band and reasons of one service: the reasons add up to the score, and what is not known is said."""

from dataclasses import dataclass
from datetime import date

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


def priority(scheme: Scheme, case: Case, today: date) -> Priority:
    """The priority of a service on a day.

    Raises:
        ValueError: for a signal of a later day.
    """
    if later := [signal for signal in case.signals if signal.on > today]:
        raise ValueError(f"{later[0].kind} is of {day(later[0].on)}, after {day(today)}")
    results = [reason for rule in scheme.rules if (reason := _reason(rule, case, today))]
    reasons = sorted((r for r in results if r.points), key=lambda r: -r.points)
    unknown = _unknown(scheme, case)
    score = sum(reason.points for reason in reasons)
    most = score + sum(entry.most for entry in unknown)
    clear = tuple(reason for reason in results if not reason.points)
    scheme_words = f"{scheme.title} {scheme.version} ({scheme.status})"
    found_band, band_at_most = scheme.band(score), scheme.band(most)
    return Priority(
        case.service,
        scheme_words,
        today,
        score,
        found_band,
        tuple(reasons),
        clear,
        unknown,
        most,
        band_at_most,
    )


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    span = relativedelta(end, start)
    return span.years * 12 + span.months


def counted_events(rule: Rule, case: Case, today: date) -> tuple[Signal, ...]:
    """The events that a rule by count counts on a day, the earliest first."""
    since = today - relativedelta(months=rule.months or 0)
    return tuple(signal for signal in case.events(rule.signal) if signal.on > since)


def _reason(rule: Rule, case: Case, today: date) -> Reason | None:
    if rule.by == "count":
        return _by_count(rule, case, today)
    signal = case.latest(rule.signal)
    if signal is None:
        return None
    if rule.by == "age":
        return _by_age(rule, signal, today)
    words = {"level": signal.level or "", "number": _plain(signal.number), "on": day(signal.on)}
    points = rule.points[signal.level] if signal.level is not None else rule.points_of(signal.number or 0)
    return Reason(rule.key, points, rule.sentence.format(**words), (signal,))


def _by_count(rule: Rule, case: Case, today: date) -> Reason | None:
    events = counted_events(rule, case, today)
    # One event is known to have happened, though nobody may have recorded all of them.
    if not case.events(rule.signal) and rule.signal not in case.recorded:
        return None
    one, several = kinds()[rule.signal].nouns
    count = f"{len(events) or 'No'} {one if len(events) == 1 else several}"
    sentence = rule.sentence.format(count=count, months=rule.months)
    return Reason(rule.key, rule.points_of(len(events)), sentence, events)


def _by_age(rule: Rule, signal: Signal, today: date) -> Reason | None:
    if signal.level in kinds()[rule.signal].ageless:
        return None
    months = months_between(signal.on, today)
    sentence = rule.sentence.format(age=age_words(months), on=day(signal.on))
    return Reason(rule.key, rule.points_of(months), sentence, (signal,))


def _unknown(scheme: Scheme, case: Case) -> tuple[Unknown, ...]:
    present = {signal.kind for signal in case.signals} | case.recorded
    absent = dict.fromkeys(rule.signal for rule in scheme.rules if rule.signal not in present)
    return tuple(_unknown_kind(scheme, kind) for kind in absent)


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
