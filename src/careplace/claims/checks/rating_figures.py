"""Figures of an edition for what a text names, or in words why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from careplace.claims.checks.findings import Grade
from careplace.claims.checks.rounding import rounded, signed
from careplace.claims.grammar.subjects import Subject
from careplace.figures import Figure
from careplace.measures.providers.profile import NotCovered, Profile, profile
from careplace.measures.reader import Reader
from careplace.places.area import UnknownPlace
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, LEVELS, slug


@dataclass(frozen=True)
class NoFigure(Exception):
    """The edition has no figure for what a text names; `why` says what it has."""

    why: str


def profile_at(reader: Reader, subject: Subject, against: tuple[str, ...] = ()) -> Profile:
    """The place's profile at a snapshot inside the text's own dates.

    Raises:
        NoFigure: when no snapshot is in them, or a group is not known.
    """
    try:
        place_profile = profile(
            reader, subject.area, as_at=subject.period[1], against=against, sector=subject.sector
        )
    except (NotCovered, UnknownPlace) as error:
        raise NoFigure(f"the edition has no figure to compare this with. {error}") from error
    if place_profile.as_at < subject.period[0]:
        latest = (
            f"the edition's latest figures of {place_profile.area.name} by then are of {place_profile.as_at}"
        )
        raise NoFigure(f"{latest}, not of the text's own date")
    return place_profile


def share(place_profile: Profile, sector: str, levels: tuple[str, ...]) -> Figure | None:
    """The share of rated locations at the levels; None where the edition has no such figure."""
    breakdown = breakdown_of(sector, levels)
    figure = place_profile.figure("rating-share", breakdown) if breakdown else None
    return figure if figure and None not in (figure.value, figure.numerator, figure.denominator) else None


def members(
    reader: Reader, place_profile: Profile, subject: Subject, spec: str, levels: tuple[str, ...]
) -> list[Figure]:
    """The same share for each council of a group, the place among them.

    Raises:
        NoFigure: when the group is not known, or the snapshot does not cover all of it.
    """
    breakdown = breakdown_of(subject.sector, levels)
    try:
        codes = reader.gazetteer.group(spec, place_profile.area, place_profile.as_at).codes
    except UnknownPlace as error:
        raise NoFigure(str(error)) from error
    figures = [
        f for f in _shares(reader, codes, place_profile) if f.breakdown == breakdown and f.value is not None
    ]
    if not breakdown or len({f.place for f in figures}) < len(set(codes)):
        raise NoFigure(f"the edition has this figure for {len(figures)} of the group's {len(codes)} councils")
    return figures


def _shares(reader: Reader, codes: Iterable[str], place_profile: Profile) -> Iterable[Figure]:
    return (f for f in reader.figures(codes, place_profile.as_at) if f.measure == "rating-share")


def breakdown_of(sector: str, levels: tuple[str, ...]) -> str:
    """The breakdown of a share; "" for levels that no figure puts together."""
    slugs: dict[tuple[str, ...], str] = {(level,): slug(level) for level in LEVELS}
    slugs[LEVELS[:2]] = GOOD_OR_OUTSTANDING
    return f"{sector}/overall/locations/{slugs[levels]}" if levels in slugs else ""


def graded(difference: Figure, sign: int) -> Grade:
    """How a claim stands that a difference is above zero (1) or below it (−1); limits that include zero show neither."""
    low, high = difference.lower95, difference.upper95
    if low is not None and high is not None and low <= 0 <= high:
        return Grade.MISLEADING
    return Grade.HOLDS if difference.number * sign > 0 else Grade.WRONG


def limits(difference: Figure) -> str:
    """The 95% limits of a difference, to follow its value in a sentence; "" where it has none."""
    low, high = difference.lower95, difference.upper95
    return "" if low is None or high is None else f", 95% limits {one_place(low)} to {one_place(high)}"


def one_place(value: float) -> str:
    """A difference to one decimal, with its sign."""
    return signed(rounded(Decimal(repr(float(value))), 1))
