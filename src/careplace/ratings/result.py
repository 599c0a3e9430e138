"""A rating with what it came from: its parts, the rule that decided, what limited it, and any departure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from careplace.ratings.framework import Focused, Framework, HeldBack, Limit, Threshold
from careplace.ratings.scale import LEVELS, Kind


@dataclass(frozen=True)
class Met:
    """A limit that a case meets: what it bears on ("Overall" or a key question), and the reason recorded."""

    limit: Limit
    on: str
    reason: str = ""


@dataclass(frozen=True)
class Departure:
    """A recorded judgement that departs from the rules, with its reason."""

    rating: str
    reason: str


@dataclass(frozen=True)
class Rule:
    """The rule that decided. `key` is one of: given, inadequate, requires-improvement, some-inadequate, outstanding,
    good, band, held-back, not-combined, nothing-rated, rated-apart, focused-too-late."""

    key: str
    source: str = ""
    threshold: Threshold | None = None
    held_back: HeldBack | None = None
    focused: Focused | None = None
    unconfirmed: bool = False


@dataclass(frozen=True)
class Score:
    """A sum of scores out of the most that they could be, in whole percent with halves up. `lowest` is the lowest."""

    total: int
    most: int
    percent: int
    how_many: int
    lowest: int


@dataclass(frozen=True)
class Result:
    """One rating: of a key question, a service, a location or a provider.

    Attributes:
        about: what is rated: "Overall", a key question, a theme or a quality statement.
        rating: standard word: a level, or a kind of no rating.
        rule: the rule that decided.
        parts: the ratings that were combined, in order.
        among: what the parts are: "key questions", "services", "locations", "quality statements", …
        score: where scores were added up.
        by_rules: what the rules alone give, before limits and departure.
        limited_by: every limit that bears on this rating, whether or not it made it worse.
        departure: the judgement that took the place of the rules.
        since: the day that the rating dates from; None where the case does not say.
        carried_over: whether it stands from an earlier inspection.
        place: the name of the service, location or provider.
        beside: results of the services or locations below.
        unsettled: what else is not confirmed, in words.
        notes: what the reader should know, in words.
    """

    about: str
    rating: str
    rule: Rule
    framework: Framework
    kind: Kind = Kind.RATED
    parts: tuple["Result", ...] = ()
    among: str = "key questions"
    score: Score | None = None
    by_rules: str = ""
    limited_by: tuple[Met, ...] = ()
    departure: Departure | None = None
    since: date | None = None
    carried_over: bool = False
    place: str = ""
    beside: tuple["Result", ...] = ()
    unsettled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """0 Outstanding … 3 Inadequate, or -1 for no rating."""
        return LEVELS.index(self.rating) if self.rating in LEVELS else -1

    @property
    def held_by(self) -> tuple[Met, ...]:
        """The limits that made the rating worse than the rules alone would."""
        before = LEVELS.index(self.by_rules) if self.by_rules in LEVELS else len(LEVELS)
        return tuple(met for met in self.limited_by if LEVELS.index(met.limit.holds) > before)

    @property
    def confirmed(self) -> bool:
        """Whether every rule and limit that this rating and its parts rest on is confirmed by a source."""
        return not any(part.rule.unconfirmed or part.unsettled or part._doubted() for part in self.all())

    def all(self) -> Iterator["Result"]:
        """This result and every one that it rests on."""
        yield self
        for part in (*self.parts, *self.beside):
            yield from part.all()

    def of(self, rating: str) -> tuple[str, ...]:
        """The names of the parts with that rating."""
        return tuple(part.about for part in self.parts if part.rating == rating)

    def _doubted(self) -> bool:
        return any(not met.limit.confirmed for met in self.held_by)
