"""What may be said of a figure: one sentence with the number, its whole and the date of the whole, and never more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from careplace.casework.assurance.proof.figures import ProofFigure
from careplace.publish.wording import FEW, day, share

FEWEST_PUBLISHED = 5
"""From this many services on, reasons and levels of the services behind a figure are published: with fewer, a reader who
knows the services could say which it is."""


def sentence(figure: ProofFigure, public: bool = False) -> str:
    """The sentence of a figure. A public one gives reasons only where each is of FEWEST_PUBLISHED services or more."""
    if figure.count.unavailable:
        return figure.count.unavailable
    if not figure.denominator:
        return _empty(figure)
    return f"{_main(figure)} ({_basis(figure)}){_rest(figure, public)}."


def _main(figure: ProofFigure) -> str:
    numerator, denominator = figure.numerator, figure.denominator
    singular, plural, done = (_filled(figure, words) for words in _words(figure))
    if denominator == 1:
        return f"The one {singular} {done}" if numerator else f"0 of 1 {plural} {done}"
    if numerator == denominator:
        return f"All {denominator:,} {plural} {done}"
    if numerator == 0:
        return f"None of {denominator:,} {plural} {done}"
    return f"{numerator:,} of {denominator:,} {plural}{_share(figure)} {done}"


def _words(figure: ProofFigure) -> tuple[str, str, str]:
    """The noun, its plural, and the verb that agrees with how many did."""
    measure = figure.measure
    single = figure.numerator == 1
    return measure.singular, measure.plural, (measure.done_singular if single else "") or measure.done


def _share(figure: ProofFigure) -> str:
    """The share in brackets, where the whole is large enough to bear one."""
    return f" ({share(figure.value or 0.0)})" if figure.denominator >= FEW else ""


def _basis(figure: ProofFigure) -> str:
    words = _filled(figure, figure.measure.basis)
    uncertain = len(figure.count.uncertain)
    if not uncertain:
        return words
    more = "1 more service" if uncertain == 1 else f"{uncertain:,} more services"
    return f"{words}; for {more} the records do not show whether there was a contract then"


def _rest(figure: ProofFigure, public: bool) -> str:
    """Those that the numerator does not have, with reasons where these may be given."""
    count, measure = len(figure.missing), figure.measure
    hidden = public and min(figure.reasons.values(), default=0) < FEWEST_PUBLISHED
    why = "" if hidden else reasons(figure.reasons)
    if not count or not figure.numerator:
        return f"; {why}" if why else ""
    verb = (measure.not_done_singular if count == 1 else "") or measure.not_done
    return f"; {count:,} {verb}{f' ({why})' if why else ''}"


def _empty(figure: ProofFigure) -> str:
    if figure.count.uncertain:
        on = day(figure.as_at)
        why = "the dates on which contracts began are not noted"
        return f"The records do not show which services had a contract on {on}: {why}."
    return _filled(figure, figure.measure.empty)


def reasons(counts: Mapping[str, int]) -> str:
    """ "no visit was planned: 2; the visit was cancelled: 1"."""
    return "; ".join(f"{words}: {count:,}" for words, count in counts.items())


def change(figure: ProofFigure, before: ProofFigure) -> str:
    """The year before, in a sentence: counts alone, since services, not chance, are what differs."""
    if before.count.unavailable or not before.denominator:
        return f"There is nothing to compare with in {before.year.label}."
    return f"In {before.year.label} it was {before.numerator:,} of {before.denominator:,} (on {day(before.as_at)})."


def level_sentence(levels: Mapping[str, str] | None, on: date, public: bool = False) -> str:
    """How many services were at each level of escalation on a day; in public, levels of enough services only."""
    if levels is None:
        return "Levels of escalation are not kept here yet."
    counts = Counter(levels.values())
    if not counts:
        return f"No service was at a level of escalation on {day(on)}."
    if public and min(counts.values()) < FEWEST_PUBLISHED:
        few = len(levels) < FEWEST_PUBLISHED
        services = f"Fewer than {FEWEST_PUBLISHED} services" if few else f"{len(levels):,} services"
        return f"{services} were at a level of escalation on {day(on)}."
    return f"Services at each level of escalation on {day(on)}: {reasons(dict(counts.most_common()))}."


def public_sentences(figures: Iterable[ProofFigure]) -> list[str]:
    """The sentences of those figures that count anything, as they may be published."""
    return [sentence(figure, public=True) for figure in figures if figure.denominator]


def _filled(figure: ProofFigure, words: str) -> str:
    year = figure.year.words(figure.today)
    return words.format(year=year, as_at=day(figure.as_at), days=figure.measure.days)
