"""The figure of an edition for a measure, a place and a period that a sentence names, or in words why there is none."""

from datetime import date

from careplace.claims.checks.rating_figures import NoFigure
from careplace.claims.grammar.phrases import Mention, Phrases
from careplace.claims.grammar.places import Period
from careplace.figures import Figure
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import codes_of, everywhere, periods
from careplace.measures.reader import Reader
from careplace.places.area import Area

_LENGTHS = {"financial year": "April to March", "year": "calendar years", "month": "months", "day": "days"}


def figure_at(
    reader: Reader, mentions: tuple[Mention, ...], area: Area, period: Period
) -> tuple[Figure, Phrases]:
    """The figure at exactly this period, and the measure's words.

    Raises:
        NoFigure: the measure has none at such a period, or this place has none, and why.
    """
    why: NoFigure | None = None
    for mention in mentions:
        entry = mention.phrases
        try:
            if entry.measure.section == "providers":
                return _at_snapshot(reader, entry, area, period), entry
            if key := _period(reader, entry, period):
                return _with_value(_figure(reader, entry, area, key), entry, area, key), entry
        except NoFigure as error:  # another entry of the measure may have it: trusts' waits, and councils'
            why = why or error
    raise why or NoFigure(_none_at(reader, mentions, period))


def latest_figure(reader: Reader, mentions: tuple[Mention, ...], area: Area) -> tuple[Figure, Phrases] | None:
    """The place's latest figure that has a value, of the measure's first entry with one; None where it has none."""
    figures = (
        (figure, mention.phrases)
        for mention in mentions
        if mention.phrases.measure.section != "providers"
        for key in reversed(periods(reader).get(mention.phrases.id, []))
        if (figure := _figure(reader, mention.phrases, area, key)) and figure.value is not None
    )
    return next(figures, None)


def _figure(reader: Reader, entry: Phrases, area: Area, key: str) -> Figure | None:
    cell = (entry.id, key, entry.breakdown)
    codes = codes_of(reader, area) if area.kind != "trust" else [area.code]
    figures = everywhere(reader, [cell])[cell]
    return next((figures[code] for code in reversed(codes) if code in figures), None)


def _with_value(figure: Figure | None, entry: Phrases, area: Area, key: str) -> Figure:
    what = f"{entry.measure.title}, {area.name}, {key}"
    if figure is None:
        raise NoFigure(f"the edition has no figure for this place and period: {what}")
    if figure.value is None or getattr(figure, entry.number) is None:
        raise NoFigure(f"the edition has no value of {what}: {figure.reason or figure.status}")
    return figure


def _period(reader: Reader, entry: Phrases, period: Period) -> str | None:
    kind = entry.measure.period_type
    return next((key for key in periods(reader).get(entry.id, []) if span(key, kind) == period), None)


def _none_at(reader: Reader, mentions: tuple[Mention, ...], period: Period) -> str:
    """Why there is no such period: another length of time, or one that the edition does not have."""
    for mention in mentions:
        keys = periods(reader).get(mention.phrases.id, [])
        spans = [span(key, mention.phrases.measure.period_type) for key in keys]
        if spans and any(
            abs((b - a) - (period[1] - period[0])).days <= 1 and a.month == period[0].month for a, b in spans
        ):
            return f"the edition's figures of {mention.phrases.measure.title} are of {keys[0]} to {keys[-1]}"
    measure = mentions[0].phrases.measure
    counted = " or ".join(dict.fromkeys(_LENGTHS.get(m.phrases.measure.period_type, "") for m in mentions))
    return f"which period? Figures of {measure.title} are of {counted}"


def _at_snapshot(reader: Reader, entry: Phrases, area: Area, period: Period) -> Figure:
    """The figure at the last snapshot in the period that covers the place."""
    for snapshot in reader.snapshots():
        if _within(snapshot, period) and reader.covered([area.code], snapshot):
            figures = reader.figures([area.code], snapshot, entry.breakdown)
            figure = next(
                (f for f in figures if f.measure == entry.id and f.breakdown == entry.breakdown), None
            )
            if figure and figure.value is not None:
                return figure
    raise NoFigure(f"the edition has no figure of {entry.measure.title} of {area.name} at the text's date")


def _within(snapshot: date, period: Period) -> bool:
    return period[0] <= snapshot <= period[1]
